#pragma once

#include "core/storage/spool.h"

#include <QBitArray>
#include <QMutex>
#include <map>
#include <vector>

namespace storage {

/// The spools of one download, by chunk: how far each is known to be good, and its file while it is open.
/// Thread-safe; removing may block on the disk.
class SpoolSet
{
public:
    explicit SpoolSet(QString target)
        : m_target(std::move(target))
    {
    }

    /// What an earlier run left and is believed.
    void adopt(std::map<quint32, SpoolNote> notes);
    /// The last note of the chunk, or that of a new spool there.
    SpoolNote noteOf(quint32 chunk, std::optional<quint64> storedAt) const;
    /// Length and CRC of a spool as it is now, which its next note says, too.
    void set(const SpoolNote &note, std::shared_ptr<const fs::File> file);
    bool has(quint32 chunk) const; ///< with something in it

    std::vector<SpoolNote> notes() const; ///< of those with something in them
    std::map<quint32, quint64> lengths() const;
    std::vector<std::shared_ptr<const fs::File>> files() const; ///< those that are open

    core::Result<void> remove(quint32 chunk);
    core::Result<void> removeAll();
    core::Result<void> removeAllBut(const QBitArray &chunks);
    void clear(); ///< forgets them; their files stay
    void close(); ///< gives the files back

private:
    struct Entry
    {
        SpoolNote note;                       ///< length 0 before the first
        std::shared_ptr<const fs::File> file; ///< null until opened in this run, and where it is the part
    };

    const QString m_target;
    mutable QMutex m_mutex;
    std::map<quint32, Entry> m_spools;
};

} // namespace storage
