#include "core/storage/diskreservations.h"
#include "core/storage/filesystem.h"

#include <algorithm>

namespace storage {

namespace {

qint64 missing(const std::shared_ptr<const fs::File> &file, qint64 size)
{
    return file ? std::max<qint64>(0, size - file->allocated().value_or(0)) : 0;
}

} // namespace

core::Result<void> DiskReservations::claim(const std::shared_ptr<const fs::File> &file, quint64 volume,
                                           const QString &folder, qint64 size)
{
    const QMutexLocker locker(&m_mutex);
    std::erase_if(m_claims, [&](const Claim &c) {
        const bool isSame = !c.file.owner_before(file) && !file.owner_before(c.file);
        return isSame || c.file.expired();
    });
    const qint64 mine = missing(file, size);
    // A file system that does not tell its room is found full by writing.
    const auto free = fs::freeSpace(folder);
    qint64 others = 0;
    for (const Claim &claim : m_claims)
        others += claim.volume == volume ? claim.size : 0;
    if (mine > 0 && free && *free - mine < others) { // then it matters what they have already
        others = 0;
        for (const Claim &claim : m_claims)
            others += claim.volume == volume ? missing(claim.file.lock(), claim.size) : 0;
    }
    if (mine > 0 && free && *free < mine + others)
        return core::failure(
            core::ErrorKind::DiskFull,
            QStringLiteral("%1: %2 bytes are needed, %3 by other downloads there, and %4 are free")
                .arg(folder)
                .arg(mine)
                .arg(others)
                .arg(*free));
    m_claims.push_back({file, volume, size});
    return {};
}

} // namespace storage
