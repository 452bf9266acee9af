#include "core/tact/archiveindex.h"

#include "core/tact/bytereader.h"

#include <array>

namespace tact {

namespace {

constexpr std::size_t kFooterHashAt = 20;
constexpr std::size_t kHash = 8;

bool hasHash(blte::Bytes bytes, blte::Bytes hash)
{
    const blte::Digest digest = blte::md5(bytes);
    return std::equal(hash.begin(), hash.end(), digest.begin());
}

bool isZero(blte::Bytes bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

/// Below, above or the same (<0, >0, 0) in as many bytes as `key` has.
int compareBeginning(blte::Bytes whole, blte::Bytes key)
{
    const std::size_t size = std::min(whole.size(), key.size());
    const auto [a, b] =
        std::mismatch(key.begin(), key.begin() + static_cast<std::ptrdiff_t>(size), whole.begin());
    return a == key.begin() + static_cast<std::ptrdiff_t>(size) ? 0 : int{*b} - int{*a};
}

/// The first of `count` rows for which `isBefore` is false; they are sorted that way.
template <typename IsBefore>
std::size_t partitionPoint(std::size_t first, std::size_t count, IsBefore isBefore)
{
    while (first < count) {
        const std::size_t middle = first + (count - first) / 2;
        if (isBefore(middle))
            first = middle + 1;
        else
            count = middle;
    }
    return first;
}

/// Blocks of a file of that size; empty when it does not consist of whole ones.
std::optional<std::size_t> countBlocks(std::uint64_t fileSize, const IndexFooter &footer)
{
    const std::uint64_t body = fileSize - IndexFooter::kSize;
    const std::uint64_t each = footer.blockSize + footer.rowOfContents();
    if (body % each != 0)
        return std::nullopt;
    return static_cast<std::size_t>(body / each);
}

/// The number of entries, or its bytes in the other order where only they make sense.
bool fixEntryCount(IndexFooter &footer, std::size_t blocks)
{
    const std::uint64_t most = std::uint64_t{blocks} * footer.entriesOfBlock();
    if (footer.entries > most) {
        const std::uint32_t n = footer.entries;
        footer.entries = n >> 24 | (n >> 8 & 0xFF00u) | (n << 8 & 0xFF0000u) | n << 24;
    }
    return footer.entries <= most && footer.entries >= blocks;
}

} // namespace

Expected<IndexFooter> readIndexFooter(blte::Bytes bytes)
{
    if (bytes.size() != IndexFooter::kSize)
        return failure(FaultKind::TooShort, bytes.size(), "it is too short");
    std::array<std::uint8_t, kFooterHashAt> hashed{};
    std::copy_n(bytes.begin() + kHash, kFooterHashAt - kHash, hashed.begin());
    if (!hasHash(hashed, bytes.subspan(kFooterHashAt)))
        return failure(FaultKind::DigestWrong, kHash, "its footer is damaged");
    ByteReader reader(bytes.subspan(kHash));
    IndexFooter footer;
    footer.name = blte::md5(bytes);
    const std::uint64_t versionAndZeros = reader.bigEndian(3);
    footer.blockSize = std::size_t{reader.u8()} * 1024;
    footer.offsetSize = reader.u8();
    const std::uint8_t sizeSize = reader.u8();
    footer.keySize = reader.u8();
    const std::uint8_t hashSize = reader.u8();
    footer.entries = reader.u32LittleEndian();
    const bool isKnown = versionAndZeros == 0x010000 && footer.blockSize > 0 &&
                         (footer.offsetSize == 0 || (footer.offsetSize >= 4 && footer.offsetSize <= 6)) &&
                         sizeSize == 4 && footer.keySize >= 9 && footer.keySize <= 16 && hashSize == kHash;
    if (!isKnown)
        return failure(FaultKind::NotUnderstood, kHash, "it is of a kind that is not known");
    return footer;
}

blte::Bytes IndexBlock::keyAt(std::size_t i) const
{
    return m_entries.subspan(i * m_footer.entrySize(), m_footer.keySize);
}

IndexEntry IndexBlock::entry(std::size_t i) const
{
    ByteReader reader(m_entries.subspan(i * m_footer.entrySize(), m_footer.entrySize()));
    IndexEntry entry;
    entry.key = reader.digest(m_footer.keySize);
    entry.encodedSize = reader.u32();
    if (m_footer.offsetSize > 4)
        entry.archive = static_cast<std::uint32_t>(reader.bigEndian(m_footer.offsetSize - 4));
    if (m_footer.hasPlaces())
        entry.offset = reader.u32();
    return entry;
}

std::pair<std::size_t, std::size_t> IndexBlock::find(blte::Bytes key) const
{
    const std::size_t first =
        partitionPoint(0, size(), [&](std::size_t i) { return compareBeginning(keyAt(i), key) < 0; });
    return {first, partitionPoint(first, size(),
                                  [&](std::size_t i) { return compareBeginning(keyAt(i), key) <= 0; })};
}

std::size_t IndexTail::usualSize(std::uint64_t fileSize)
{
    IndexFooter usual;
    usual.blockSize = 4096;
    usual.keySize = 16;
    const std::uint64_t body = std::max<std::uint64_t>(fileSize, IndexFooter::kSize) - IndexFooter::kSize;
    const std::uint64_t blocks = body / (usual.blockSize + usual.rowOfContents());
    return static_cast<std::size_t>(blocks * usual.rowOfContents()) + IndexFooter::kSize;
}

Expected<IndexTail> IndexTail::read(blte::Bytes end, std::uint64_t fileSize)
{
    if (end.size() < IndexFooter::kSize || end.size() > fileSize)
        return failure(FaultKind::TooShort, IndexFooter::kSize, "it is too short");
    const blte::Bytes footerBytes = end.last(IndexFooter::kSize);
    const auto footer = readIndexFooter(footerBytes);
    if (!footer)
        return tl::unexpected(footer.error());
    IndexTail tail;
    tail.m_footer = *footer;
    const auto blocks = countBlocks(fileSize, *footer);
    if (!blocks)
        return failure(FaultKind::Contradiction, fileSize, "its length is not that of whole blocks");
    const std::size_t size = *blocks * footer->rowOfContents() + IndexFooter::kSize;
    if (size > end.size())
        return failure(FaultKind::TooShort, size, "its table of contents is not whole");
    const blte::Bytes contents = end.last(size).first(size - IndexFooter::kSize);
    if (!hasHash(contents, footerBytes.first(kHash)))
        return failure(FaultKind::DigestWrong, fileSize - size, "its table of contents is damaged");
    if (!fixEntryCount(tail.m_footer, *blocks))
        return failure(FaultKind::CountImpossible, fileSize - 12,
                       "its blocks cannot hold as many entries as it says");
    tail.m_contents.assign(contents.begin(), contents.end());
    for (std::size_t i = 1; i < *blocks; ++i) {
        if (compareBeginning(tail.lastKey(i), tail.lastKey(i - 1)) < 0)
            return failure(FaultKind::OrderWrong, fileSize - size + i * footer->keySize,
                           "its blocks are not in order");
    }
    return tail;
}

blte::Bytes IndexTail::lastKey(std::size_t block) const
{
    return blte::Bytes(m_contents).subspan(block * m_footer.keySize, m_footer.keySize);
}

std::pair<std::size_t, std::size_t> IndexTail::blocksOf(blte::Bytes key) const
{
    const std::size_t first =
        partitionPoint(0, blocks(), [&](std::size_t i) { return compareBeginning(lastKey(i), key) < 0; });
    // The block after the last one that ends with such a key may begin with one.
    const std::size_t beyond = partitionPoint(
        first, blocks(), [&](std::size_t i) { return compareBeginning(lastKey(i), key) <= 0; });
    return {first, std::min(beyond + 1, blocks())};
}

Expected<IndexBlock> IndexTail::readBlock(std::size_t i, blte::Bytes block) const
{
    const std::uint64_t at = std::uint64_t{i} * m_footer.blockSize;
    const blte::Bytes hash = blte::Bytes(m_contents).subspan(blocks() * m_footer.keySize + i * kHash, kHash);
    if (block.size() != m_footer.blockSize || !hasHash(block, hash))
        return failure(FaultKind::DigestWrong, at, "its block " + std::to_string(i) + " is damaged");
    std::size_t size = 0;
    blte::Bytes last = i > 0 ? lastKey(i - 1) : blte::Bytes();
    while (size < m_footer.entriesOfBlock()) {
        const blte::Bytes key = block.subspan(size * m_footer.entrySize(), m_footer.keySize);
        if (isZero(key))
            break;
        if (!last.empty() && compareBeginning(key, last) < 0)
            return failure(FaultKind::OrderWrong, at + size * m_footer.entrySize(),
                           "its keys are not in order");
        last = key;
        ++size;
    }
    if (size == 0 || compareBeginning(last, lastKey(i)) != 0)
        return failure(FaultKind::Contradiction, at, "its table of contents does not fit its blocks");
    return IndexBlock(block.first(size * m_footer.entrySize()), m_footer);
}

std::uint64_t ArchiveIndex::archiveSize() const
{
    std::uint64_t end = 0;
    for (const IndexEntry &entry : entries)
        end = std::max(end, std::uint64_t{entry.offset} + entry.encodedSize);
    return end;
}

bool isUnknownIndex(blte::Bytes bytes, const blte::Digest &name)
{
    if (bytes.size() < IndexFooter::kSize)
        return false;
    const blte::Bytes footer = bytes.last(IndexFooter::kSize);
    return blte::md5(footer) == name && !readIndexFooter(footer);
}

Expected<IndexFooter> visitArchiveIndex(blte::Bytes bytes,
                                        const std::function<void(const IndexEntry &)> &visit)
{
    const auto tail = IndexTail::read(bytes, bytes.size());
    if (!tail)
        return tl::unexpected(tail.error());
    const IndexFooter &footer = tail->footer();
    std::size_t entries = 0;
    for (std::size_t i = 0; i < tail->blocks(); ++i) {
        const auto block = tail->readBlock(i, bytes.subspan(i * footer.blockSize, footer.blockSize));
        if (!block)
            return tl::unexpected(block.error());
        entries += block->size();
        if (entries > footer.entries)
            break;
        for (std::size_t entry = 0; entry < block->size(); ++entry)
            visit(block->entry(entry));
    }
    if (entries != footer.entries)
        return failure(FaultKind::Contradiction, bytes.size() - 12,
                       "it has another number of entries than it says");
    return footer;
}

Expected<ArchiveIndex> readArchiveIndex(blte::Bytes bytes)
{
    ArchiveIndex index;
    const auto footer =
        visitArchiveIndex(bytes, [&](const IndexEntry &entry) { index.entries.push_back(entry); });
    if (!footer)
        return tl::unexpected(footer.error());
    index.footer = *footer;
    return index;
}

} // namespace tact
