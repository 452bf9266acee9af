#pragma once

#include "core/tact/archiveindex.h"

namespace tact {

/// Writes the index over all archives of a CDN config (archiveindex.h): no CDN serves it, and the config
/// names it all the same, as `archive-group`. Not thread-safe. Holds a block, and 24 bytes for each one
/// written.
class GroupIndexWriter
{
public:
    /// Where the next bytes of the file go. False ends the writing: there is no place for them.
    using Write = std::function<bool(blte::Bytes)>;

    /// `archives` of the config: up to 256 their numbers take a byte, else two.
    GroupIndexWriter(std::size_t archives, Write write);

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
