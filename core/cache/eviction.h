#pragma once

#include <QString>
#include <vector>

namespace cache {

/// A file of the cache, as eviction sees it.
struct StoredEntry
{
    QString path;
    qint64 size = 0;     ///< bytes on the disk
    qint64 lastUsed = 0; ///< any clock, as long as it is the same for all
};

/// Those to be removed when all together are larger than `limit` bytes: the ones not used for longest, until
/// nine tenths of the limit are left, so that not every further entry makes one go. Pure.
std::vector<StoredEntry> toEvict(std::vector<StoredEntry> entries, qint64 limit);

} // namespace cache
