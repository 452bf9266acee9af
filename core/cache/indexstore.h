#pragma once

#include "core/cache/entry.h"
#include "core/error.h"
#include "core/tact/archiveindex.h"

#include <QFile>
#include <memory>

namespace cache {

/// All archive indices of a CDN config in one file: their group index (tact/indexwriter.h), mapped.
/// Finding a key costs a search in the table of contents, which is held (24 bytes for 157 entries), and one
/// block of the file.
///
/// The file is a claim. Opening it proves the table of contents by the footer, and every look-up the block by
/// that table: what was cut or has rotted is an error. Whether it is the index that the config names tells
/// name(); and whatever is found is proven by its own key once it has been fetched.
///
/// Thread-safe. The file may be removed or replaced meanwhile.
class IndexStore
{
public:
    /// The entry's file, as the cache keeps it. Blocks on the disk, some ms. ReadFailed when it cannot be
    /// read or is not that entry.
    static core::Result<std::shared_ptr<const IndexStore>> open(const EntryKey &key, const QString &path);

    /// Name of the group index.
    const blte::Digest &name() const { return m_tail.footer().name; }
    std::uint32_t entries() const { return m_tail.footer().entries; }

    /// Bytes of a key that a search takes at least: TVFS manifests keep so many of each.
    static constexpr std::size_t kShortestKey = 9;
    /// All entries whose key begins with `key`, by key and then by archive: the same object may lie in
    /// several, and two may begin alike. Blocks when that page of the file is not in memory. ReadFailed when
    /// it is damaged.
    core::Result<std::vector<tact::IndexEntry>> find(blte::Bytes key) const;

private:
    IndexStore(std::unique_ptr<QFile> file, blte::Bytes index, tact::IndexTail tail);

    const std::unique_ptr<QFile> m_file; ///< closed; owns the mapping
    const blte::Bytes m_index;
    const tact::IndexTail m_tail;
};

} // namespace cache
