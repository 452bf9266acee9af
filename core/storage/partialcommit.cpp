#include "core/storage/filesystem.h"
#include "core/storage/partialdownload.h"

#include <limits>

/// The part of PartialDownload that ends it: gives the file its name, or removes what there is.
namespace storage {

core::Result<void> PartialDownload::prepareCommit()
{
    const QMutexLocker oneAtATime(&m_syncMutex);
    const auto file = part();
    if (!file)
        return tl::unexpected(file.error());
    if (m_renamed)
        return {};
    if (auto ok = checkPlace(**file); !ok)
        return ok;
    // Chunks that are locked may be unlocked later: the record stays, and says all there is to say.
    if (hasLocked()) {
        if (auto ok = takeCheckpoint(); !ok)
            return ok;
    }
    const auto size = (*file)->size();
    if (!size)
        return tl::unexpected(size.error());
    const quint64 wanted = decodedSize();
    const bool isKnown = wanted <= static_cast<quint64>(std::numeric_limits<qint64>::max());
    const bool differs = isKnown && static_cast<qint64>(wanted) != *size;
    return differs ? (*file)->resize(static_cast<qint64>(wanted)) : core::Result<void>();
}

core::Result<void> PartialDownload::syncPart(Behind behind)
{
    const QMutexLocker oneAtATime(&m_syncMutex);
    const auto file = part();
    if (!file)
        return tl::unexpected(file.error());
    if (m_renamed)
        return {};
    const auto synced = behind == Behind::VolumeSync ? (*file)->checkWrites() : (*file)->syncData();
    if (!synced)
        return tl::unexpected(giveUpUnsynced(synced.error()));
    return {};
}

core::Result<void> PartialDownload::place(Existing existing)
{
    const QMutexLocker oneAtATime(&m_syncMutex);
    if (m_renamed)
        return {};
    auto moved = moveToTarget(m_partPath, m_target, existing);
    m_renamed = moved.has_value();
    return moved;
}

core::Result<void> PartialDownload::finishCommit()
{
    const QMutexLocker oneAtATime(&m_syncMutex);
    auto gone = hasLocked() ? removeOpenSpools() : removeLeftovers();
    return gone.map([this] { release(); });
}

core::Result<void> PartialDownload::discard()
{
    const QMutexLocker oneAtATime(&m_syncMutex);
    {
        const QMutexLocker locker(&m_mutex);
        if (!m_part) // a second time, or after commit
            return {};
    }
    // The part file first: without its record it would be taken for somebody else's.
    return fs::remove(m_partPath).and_then([this] { return removeLeftovers(); }).map([this] { release(); });
}

void PartialDownload::close()
{
    const QMutexLocker oneAtATime(&m_syncMutex);
    noteRest();
    release();
}

/// Without it the next start would only read more.
void PartialDownload::noteRest()
{
    const QMutexLocker locker(&m_mutex);
    if (!m_part || m_lost || !m_begun || !m_log.isWritable())
        return;
    if (const auto stamp = m_part->stamp())
        static_cast<void>(m_log.note(RestNote{*stamp}));
}

/// The lock goes with the file, when the last lane has let go of it.
void PartialDownload::release()
{
    const QMutexLocker locker(&m_mutex);
    // A part file of which no record speaks is no use to anyone.
    if (m_part && !m_renamed && m_partPath == freshPartPath(m_target))
        static_cast<void>(fs::remove(m_partPath));
    m_part.reset();
    m_log.close();
    for (auto &[chunk, spool] : m_spools)
        spool.file.reset();
}

/// All but those of locked chunks.
core::Result<void> PartialDownload::removeOpenSpools()
{
    const QMutexLocker locker(&m_mutex);
    core::Result<void> gone;
    for (auto spool = m_spools.begin(); gone && spool != m_spools.end();) {
        if (m_record.locked.testBit(spool->first)) {
            ++spool;
            continue;
        }
        gone = fs::remove(spoolPath(m_target, spool->first));
        spool = m_spools.erase(spool);
    }
    return gone;
}

/// The caller holds m_mutex.
core::Result<void> PartialDownload::dropSpools()
{
    core::Result<void> gone;
    for (auto spool = m_spools.begin(); gone && spool != m_spools.end(); spool = m_spools.erase(spool))
        gone = fs::remove(spoolPath(m_target, spool->first));
    return gone;
}

/// The record first: a part file without one is nothing, a record without a part file would have to be
/// doubted.
core::Result<void> PartialDownload::removeLeftovers()
{
    const QMutexLocker locker(&m_mutex);
    if (m_isBare)
        return {};
    return m_log.remove()
        .and_then([this] { return ResumeLog::removeLog(recordPath(m_target) + QStringLiteral(".bad")); })
        .and_then([this] { return dropSpools(); });
}

} // namespace storage
