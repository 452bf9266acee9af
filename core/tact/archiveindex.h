#pragma once

#include "core/blte/digest.h"
#include "core/tact/fault.h"

#include <functional>
#include <optional>
#include <utility>

namespace tact {

/// An archive index (wowdev.wiki/TACT, "Archive indices"): sorted entries in blocks, a table of contents, a
/// footer.
///   blocks    entries, each: key · u32 BE encoded size · offset (0, 4, 5 or 6 bytes). Zeros fill the rest
///   contents  the last key of each block, then the first 8 bytes of each block's MD5
///   footer    28 bytes, from the end of the file:
///      0  u8[8]  MD5 of the contents, cut to 8 bytes
///      8  u8     version, 1
///      9  u8[2]  0
///     11  u8     KiB of a block, 4
///     12  u8     bytes of an offset. 4: u32 BE; 0: none, the objects are loose; 5 and 6: u8 or u16 BE number
///                of the archive in the CDN config, then u32 BE
///     13  u8     bytes of a size, 4
///     14  u8     bytes of a key, 16
///     15  u8     bytes of a hash, 8
///     16  u32    number of entries, LE; of some old ones BE
///     20  u8[8]  MD5 of bytes 8 to 27 with zeros here, cut to 8 bytes
/// Its name is the MD5 of the footer, and the archive is called the same. The footer proves the contents, and
/// they prove each block: so the end of a file is enough to read any one of its blocks.
struct IndexFooter
{
    static constexpr std::size_t kSize = 28;

    blte::Digest name{};
    std::size_t blockSize = 0; ///< bytes
    std::size_t offsetSize = 0;
    std::size_t keySize = 0;
    std::uint32_t entries = 0;

    bool hasPlaces() const { return offsetSize > 0; } ///< false: a list of loose objects
    std::size_t entrySize() const { return keySize + 4 + offsetSize; }
    std::size_t entriesOfBlock() const { return blockSize / entrySize(); } ///< at most
    std::size_t rowOfContents() const { return keySize + 8; } ///< bytes of the contents for each block
};

/// One object of an archive, or a loose one (then without a place).
struct IndexEntry
{
    blte::Digest key{}; ///< the encoding key; where the index keeps fewer bytes of it, zeros follow
    std::uint32_t encodedSize = 0; ///< of the whole object, header included
    std::uint32_t offset = 0;
    std::uint32_t archive = 0; ///< of an index over several: its number in the CDN config
};

/// A proven block of an index. Looks at bytes that somebody else keeps.
class IndexBlock
{
public:
    IndexBlock(blte::Bytes entries, const IndexFooter &footer)
        : m_entries(entries)
        , m_footer(footer)
    {
    }

    std::size_t size() const { return m_entries.size() / m_footer.entrySize(); }
    IndexEntry entry(std::size_t i) const;
    /// The entries whose key begins with `key`, from the first one up to before the second.
    std::pair<std::size_t, std::size_t> find(blte::Bytes key) const;

private:
    blte::Bytes keyAt(std::size_t i) const;

    blte::Bytes m_entries;
    IndexFooter m_footer;
};

/// The contents and the footer of an index, proven: what it takes to read single blocks. Owns its bytes, 24
/// for a block of 170 entries.
class IndexTail
{
public:
    /// Bytes of the tail of a file of that size, with blocks of 4 KiB and keys of 16 bytes, as all known
    /// ones have.
    static std::size_t usualSize(std::uint64_t fileSize);

    /// `end` are the last bytes of a file of `fileSize` bytes, the tail at least. FaultKind::TooShort when
    /// the tail is longer than that; `where` is its size then.
    static Expected<IndexTail> read(blte::Bytes end, std::uint64_t fileSize);

    const IndexFooter &footer() const { return m_footer; }
    std::size_t blocks() const { return m_contents.size() / m_footer.rowOfContents(); }
    /// Where the keys that begin with `key` are, if they are anywhere: from the first block up to before the
    /// second. More than one only for the beginning of a key.
    std::pair<std::size_t, std::size_t> blocksOf(blte::Bytes key) const;
    /// Where block `i` lies: at i · footer().blockSize, and as long as that.
    Expected<IndexBlock> readBlock(std::size_t i, blte::Bytes block) const;

private:
    blte::Bytes lastKey(std::size_t block) const;

    IndexFooter m_footer;
    std::vector<std::uint8_t> m_contents;
};

/// The last 28 bytes of an index. `where` of a fault counts from their beginning.
Expected<IndexFooter> readIndexFooter(blte::Bytes footer);

/// It has the name, and its last bytes are not those of any index that is known: nothing can be said of the
/// rest.
bool isUnknownIndex(blte::Bytes bytes, const blte::Digest &name);

/// Reads a whole `.index` file and calls for every entry, ascending by key. A fault may come after some of
/// them. Allocates no more than a tail.
Expected<IndexFooter> visitArchiveIndex(blte::Bytes bytes,
                                        const std::function<void(const IndexEntry &)> &visit);

/// A whole index: 28 bytes an entry.
struct ArchiveIndex
{
    IndexFooter footer;
    std::vector<IndexEntry> entries;   ///< by key, ascending
    std::uint64_t archiveSize() const; ///< the end of the last object; nothing else tells it
};

Expected<ArchiveIndex> readArchiveIndex(blte::Bytes bytes);

} // namespace tact
