#pragma once

#include "core/cache/indexstore.h"
#include "core/cache/sortedrows.h"

namespace cache {

class ObjectCache;

/// Merges the indices of all archives of a CDN config into one IndexStore, whose entry the cache keeps. They
/// are added one by one, in any order, and need not be kept. Not thread-safe; blocks on the disk.
class IndexMerger
{
public:
    /// `archives` of the config, which a group index counts by their place in it. The cache outlives this.
    IndexMerger(ObjectCache &cache, std::size_t archives);

    /// The whole index of the archive of that number. When it is damaged or of another kind, that is
    /// HeaderCorrupt, and nothing of it is taken. ObjectTooLarge for more archives than a group index counts.
    core::Result<void> add(std::uint32_t archive, blte::Bytes index);
    /// Once, at the end. The store is kept under that key from now on, unless the cache is too small or
    /// cannot be written to; it works all the same, as long as it is held.
    core::Result<std::shared_ptr<const IndexStore>> finish(const EntryKey &key);

private:
    core::Result<void> write(const EntryKey &key, const QString &path);

    ObjectCache &m_cache;
    const std::size_t m_archives;
    SortedRows m_rows;
};

} // namespace cache
