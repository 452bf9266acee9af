#pragma once

#include "core/catalog/keysearch.h"

#include <QQueue>

namespace app {

/// What a hash of 32 hex digits is, among the builds that were ever seen: a build config of one of them, or
/// the key of an object or of a content in one of them.
///
/// One after the other, however many are asked for. Lives on the thread of the products, which outlive it;
/// never blocks. Deleting it ends everything without a word.
class KeyLookup : public QObject
{
    Q_OBJECT
public:
    /// `historyPath` of the catalog::BuildHistory.
    KeyLookup(catalog::OpenProducts &products, QString historyPath);

    struct Answer
    {
        qsizetype builds = 0;                      ///< that are known
        std::optional<catalog::BuildRecord> build; ///< it is the config of this one, or in files of it
        /// Files of that build; none: it is its config.
        std::optional<core::FileSelection> files;
    };
    /// `done` is called once, later.
    using Done = std::function<void(const Answer &answer)>;
    void find(const blte::Digest &key, Done done);

private:
    struct Wanted
    {
        blte::Digest key;
        Done done;
    };
    void readBuilds();
    void findFirst();
    void end(Answer answer);

    catalog::OpenProducts &m_products;
    const QString m_historyPath;
    QList<catalog::BuildRecord> m_builds; ///< the newest first; read when the first key of several comes
    QQueue<Wanted> m_wanted;              ///< the first one is looked for
    std::unique_ptr<catalog::KeySearch> m_search;
};

/// "HEX is the content key of a file of wow 1.2.3".
QString textOf(const KeyLookup::Answer &answer, const blte::Digest &key);
/// That it is nowhere among these builds, and what helps.
QString unknownText(const KeyLookup::Answer &answer, const blte::Digest &key);

} // namespace app
