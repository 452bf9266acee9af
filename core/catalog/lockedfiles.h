#pragma once

#include "core/catalog/objectfinder.h"
#include "core/setplan.h"

#include <map>

namespace blte {
class KeyStore;
}

namespace catalog {

/// Which files of a plan cannot be read for want of keys. A value.
struct LockedFiles
{
    qint64 files = 0;
    std::map<blte::KeyName, qint64> byKey; ///< missing keys, and how many files need each
    qint64 unknown = 0; ///< files of which nothing tells how they are encoded: they may be locked
};

/// Finds them before anything of them is fetched, by what the encoding manifest says of each object
/// (tact/espec.h).
///
/// Lives on the thread of the finder, which outlives it. Never blocks. Deleting it ends everything without a
/// word. Memory: 24 bytes for each object of the plan.
class LockedFilesLookup : public QObject
{
public:
    LockedFilesLookup(ObjectFinder &finder, std::shared_ptr<const core::SetPlan> plan,
                      std::shared_ptr<const blte::KeyStore> keys, QObject *parent = nullptr);

    /// `done` is called once, later.
    using Done = std::function<void(const LockedFiles &locked)>;
    void start(Done done);

private:
    struct Object
    {
        blte::EncodingKey key;
        core::SetPlan::Index file = 0;
    };

    void next();
    void take(const core::Result<QList<std::optional<EncodingLookup::Encoded>>> &encoded, std::size_t from);
    const std::vector<blte::KeyName> *missingFor(const QString &espec);
    void end();

    ObjectFinder &m_finder;
    const std::shared_ptr<const core::SetPlan> m_plan;
    const std::shared_ptr<const blte::KeyStore> m_keys;
    std::vector<Object> m_objects; ///< in the order of the manifest's pages: each is read once
    std::size_t m_next = 0;
    std::map<QString, std::vector<blte::KeyName>> m_missing; ///< by ESpec: most files have one of a few
    std::map<core::SetPlan::Index, std::vector<blte::KeyName>> m_locked;
    std::vector<bool> m_isUnknown; ///< by file
    Done m_done;
};

} // namespace catalog
