#pragma once

#include "core/queue/item.h"

#include <QHash>

namespace queue {

/// Which unfinished row makes which file, and so what becomes of a request for a file that another row makes:
/// two rows never write one file, be it a target or what lies beside one while it is unfinished, and two
/// sources are never taken for one. The items it was told of outlive it, where they are.
class Claims
{
public:
    enum class Answer {
        Free,    ///< nobody else makes that file, or its name is not known yet
        Same,    ///< a row for the same source makes it
        Renamed, ///< another source's row makes it: under Ruling::name nobody does
        Taken,   ///< another source's row makes it, and the request wants no other name
    };
    struct Ruling
    {
        Answer answer = Answer::Free;
        ItemId holder{}; ///< of Same and Taken
        QString name;    ///< of Renamed
    };

    void claim(const Item &item);
    Ruling ask(const Item &wanted, bool mayRename);

private:
    /// Those who want one target, so that ten thousand of them do not look at each other.
    struct Contest
    {
        int next = 0;                         ///< all names with lower numbers are taken, by these:
        QHash<QString, const Item *> holders; ///< by identity
    };

    const Item *holderOf(const QString &target) const;

    QHash<QString, const Item *> m_claims; ///< by target
    QHash<QString, Contest> m_contests;    ///< by target
};

} // namespace queue
