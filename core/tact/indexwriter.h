#pragma once

#include "core/tact/archiveindex.h"

namespace tact {

/// Writes an index (archiveindex.h) that no CDN serves: that over all archives of a CDN config, which the
/// config names all the same, as `archive-group`; or that of loose objects, its `file-index`. Not
/// thread-safe. Holds a block, and 24 bytes for each one written.
class IndexWriter
{
public:
    /// Where the next bytes of the file go. False ends the writing: there is no place for them.
    using Write = std::function<bool(blte::Bytes)>;

    /// Over so many archives: up to 256 their numbers take a byte, else two.
    IndexWriter(std::size_t archives, Write write);
    struct Loose
    {
    };
    /// Of loose objects, which have no places.
    IndexWriter(Loose, Write write);

    /// Most archives whose numbers can be told apart.
    static constexpr std::size_t kMostArchives = 65536;

    /// By key, ascending; the same key again, of another archive, by the archive's number. False when there
    /// was no place for it.
    [[nodiscard]] bool add(const IndexEntry &entry);
    /// Once, at the end. The name of the index; empty when there was no place for all of it.
    std::optional<blte::Digest> finish();

private:
    bool endBlock();

    const Write m_write;
    const std::size_t m_offsetSize;
    std::vector<std::uint8_t> m_block;
    std::vector<std::uint8_t> m_lastKeys;
    std::vector<std::uint8_t> m_hashes;
    blte::Digest m_lastKey{};
    std::uint32_t m_entries = 0;
};

} // namespace tact
