#pragma once

#include "core/queue/item.h"

#include <QHash>
#include <QSet>

namespace queue {

/// Which unfinished row makes which file, and so what becomes of a request for a file that another row makes:
/// two rows never write one file, be it a target or what lies beside one while it is unfinished, and two
/// sources are never taken for one. Kept up to date row by row: update() after every change of a row's name,
/// state or verdict. Holds pointers to items, which must be forgotten before they are destroyed.
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

    void update(const Item &item);
    void forget(ItemId id);
    Ruling ask(const Item &wanted, bool mayRename);

private:
    /// Those who want one target, so that ten thousand of them do not look at each other. Holds for as long
    /// as no target is given up that it counted.
    struct Contest
    {
        int next = 0;                         ///< all names with lower numbers are taken, by these:
        QHash<QString, const Item *> holders; ///< by identity
    };

    const Item *holderAt(const QString &target) const;
    const Item *holderOf(const QString &target) const;

    QHash<ItemId, QString> m_targets;
    QMultiHash<QString, const Item *> m_claims; ///< by target
    QHash<QString, Contest> m_contests;         ///< by target
    QSet<QString> m_contested;                  ///< targets that contests counted as taken
};

} // namespace queue
