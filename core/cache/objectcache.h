#pragma once

#include "core/cache/entry.h"
#include "core/error.h"

#include <QMutex>
#include <QStringList>
#include <atomic>
#include <functional>

namespace cache {

/// What is on the disk, and how well it has served. Sizes in bytes.
struct CacheInfo
{
    qint64 entries = 0;
    qint64 size = 0;
    qint64 limit = 0;
    /// Since the cache was made or cleared, over all processes.
    qint64 hits = 0;
    qint64 misses = 0;
    qint64 damaged = 0;
};

/// The limit of a cache whose user never chose one, in bytes.
inline constexpr qint64 kUsualLimit = qint64{2} << 30;

/// How far a reading back is, for other threads to look at, and how they end it. Sizes in bytes.
struct CheckProgress
{
    std::atomic<qint64> done = 0;
    std::atomic<qint64> size = 0; ///< of all entries; 0 until they are counted
    std::atomic<bool> isCancelled = false;
};

/// What a reading back came to.
struct CheckResult
{
    qint64 entries = 0;  ///< that were read
    QStringList damaged; ///< and removed: their paths below the folder
    bool isComplete = true;
};

/// Copies of what CDNs serve, kept between runs: one file an entry, below one folder. Entries are claims:
/// each is proven on use, by what its name or the object around it says; one that is damaged is removed and
/// counts as not there. The least recently used go when all together are larger than the limit.
///
/// Several processes may use the same folder, and any of them may be killed at any moment: an entry is
/// written aside and renamed, so it is there whole or not at all. Nothing is synced: what a power cut spoils
/// is noticed on use and fetched again.
///
/// Thread-safe; every call may block on the disk. A cache that cannot be written to works as an empty one.
class ObjectCache
{
public:
    /// `folder` is made when the first entry is written. `limit` in bytes.
    ObjectCache(const QString &folder, qint64 limit);
    /// Adds this process's figures to those on the disk.
    ~ObjectCache();
    Q_DISABLE_COPY_MOVE(ObjectCache)

    /// Whether these bytes are what the key names. Called on the caller's thread, without a lock.
    using Proof = std::function<bool(const EntryBytes &entry)>;

    enum class Outcome { Hit, Miss, Damaged };
    struct Lookup
    {
        Outcome outcome = Outcome::Miss;
        QByteArray bytes; ///< of a hit
    };
    Lookup read(const EntryKey &key, const Proof &isProven);

    /// Keeps a copy. Bytes larger than the limit are not kept. An error is for the log: nothing depends on
    /// it.
    core::Result<void> write(const EntryKey &key, QByteArrayView bytes);
    void remove(const EntryKey &key);

    /// Entries that are mapped instead of read. The path of one that is there, which then counts as used and
    /// as a hit; it is as unproven as any. Empty: a miss.
    QString find(const EntryKey &key);
    /// It turned out to be damaged: removes it, and counts that.
    void discard(const EntryKey &key);
    /// Where a file may be written that is to become an entry: keepFile() takes it, with its footer at its
    /// end, or removes it when it is larger than the limit. What is left behind by a killed process goes with
    /// time.
    QString newFile();
    core::Result<void> keepFile(const EntryKey &key, const QString &path);
    /// What lies here is removed when it is an hour old.
    QString asideFolder() const;

    const QString &folder() const { return m_folder; }
    qint64 limit() const { return m_limit; }
    /// For what is kept from now on. Does not block.
    void setLimit(qint64 limit) { m_limit = limit; }
    /// Removes the least recently used entries when all together are larger than the limit, as keeping one
    /// does. Looks at all that is there, which is the size that counts: other processes write, too.
    void shrinkToLimit();
    CacheInfo info();
    /// Removes every entry and the figures. Files that are none of the cache's stay.
    core::Result<void> clear();
    /// Reads every entry and removes the damaged ones.
    CheckResult removeDamaged(CheckProgress &progress);
    CheckResult removeDamaged();

private:
    struct Figures
    {
        qint64 hits = 0;
        qint64 misses = 0;
        qint64 damaged = 0;
    };

    QString pathOf(const EntryKey &key) const;
    core::Result<void> putInPlace(const EntryKey &key, const QString &aside);
    void count(qint64 Figures::*what);
    void grow(qint64 bytes);
    void saveFigures();
    Figures storedFigures() const;

    const QString m_folder;
    std::atomic<qint64> m_limit;
    QMutex m_mutex;
    Figures m_figures;  ///< not on the disk yet
    qint64 m_size = -1; ///< about that of all entries; -1: not looked at yet
};

} // namespace cache
