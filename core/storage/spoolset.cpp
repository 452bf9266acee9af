#include "core/storage/spoolset.h"

#include "core/storage/filesystem.h"
#include "core/storage/partpaths.h"

namespace storage {

void SpoolSet::adopt(std::map<quint32, SpoolNote> notes)
{
    const QMutexLocker locker(&m_mutex);
    for (const auto &[chunk, note] : notes)
        m_spools[chunk] = Entry{note, nullptr};
}

SpoolNote SpoolSet::noteOf(quint32 chunk, std::optional<quint64> storedAt) const
{
    const QMutexLocker locker(&m_mutex);
    const auto known = m_spools.find(chunk);
    return known != m_spools.end() && known->second.note.length > 0 ? known->second.note
                                                                    : SpoolNote{chunk, 0, 0, storedAt};
}

void SpoolSet::set(const SpoolNote &note, std::shared_ptr<const fs::File> file)
{
    const QMutexLocker locker(&m_mutex);
    m_spools[note.chunk] = Entry{note, std::move(file)};
}

bool SpoolSet::has(quint32 chunk) const
{
    const QMutexLocker locker(&m_mutex);
    const auto known = m_spools.find(chunk);
    return known != m_spools.end() && known->second.note.length > 0;
}

std::vector<SpoolNote> SpoolSet::notes() const
{
    const QMutexLocker locker(&m_mutex);
    std::vector<SpoolNote> notes;
    for (const auto &[chunk, spool] : m_spools) {
        if (spool.note.length > 0)
            notes.push_back(spool.note);
    }
    return notes;
}

std::map<quint32, quint64> SpoolSet::lengths() const
{
    const QMutexLocker locker(&m_mutex);
    std::map<quint32, quint64> lengths;
    for (const auto &[chunk, spool] : m_spools)
        lengths[chunk] = spool.note.length;
    return lengths;
}

std::vector<std::shared_ptr<const fs::File>> SpoolSet::files() const
{
    const QMutexLocker locker(&m_mutex);
    std::vector<std::shared_ptr<const fs::File>> files;
    for (const auto &[chunk, spool] : m_spools) {
        if (spool.file)
            files.push_back(spool.file);
    }
    return files;
}

core::Result<void> SpoolSet::remove(quint32 chunk)
{
    const QMutexLocker locker(&m_mutex);
    return fs::remove(spoolPath(m_target, chunk)).map([&] { m_spools.erase(chunk); });
}

core::Result<void> SpoolSet::removeAll()
{
    return removeAllBut({});
}

core::Result<void> SpoolSet::removeAllBut(const QBitArray &chunks)
{
    const QMutexLocker locker(&m_mutex);
    core::Result<void> gone;
    for (auto spool = m_spools.begin(); gone && spool != m_spools.end();) {
        if (spool->first < chunks.size() && chunks.testBit(spool->first)) {
            ++spool;
            continue;
        }
        gone = fs::remove(spoolPath(m_target, spool->first));
        spool = m_spools.erase(spool);
    }
    return gone;
}

void SpoolSet::clear()
{
    const QMutexLocker locker(&m_mutex);
    m_spools.clear();
}

void SpoolSet::close()
{
    const QMutexLocker locker(&m_mutex);
    for (auto &[chunk, spool] : m_spools)
        spool.file.reset();
}

} // namespace storage
