#include "core/tact/archiveindex.h"

#include "core/blte/endian.h"

#include <algorithm>
#include <array>

namespace tact {

namespace {

// The footer, from the end of the file:
//   0  u8[8]  MD5 of the table of contents
//   8  u8     version, 1
//   9  u8[2]  0
//  11  u8     block size in KiB
//  12  u8     bytes of an offset: 4; 0 without; 5 and 6 with the archive's number before it
//  13  u8     bytes of a size
//  14  u8     bytes of a key
//  15  u8     bytes of a hash
//  16  u32 LE entries
//  20  u8[8]  MD5 of bytes 8 to 27 with zeros here
constexpr std::size_t kFooter = 28;
constexpr std::size_t kFooterHashAt = 20;
constexpr std::size_t kHash = 8;

struct Layout
{
    std::size_t block = 0;
    std::size_t offset = 0;
    std::size_t size = 0;
    std::size_t key = 0;
    std::size_t entries = 0;

    std::size_t entry() const { return key + size + offset; }
    std::size_t ofBlock() const { return block + key + kHash; } ///< what a block takes in all
};

bool hasHash(blte::Bytes bytes, blte::Bytes hash)
{
    const blte::Digest digest = blte::md5(bytes);
    return std::equal(hash.begin(), hash.end(), digest.begin());
}

tl::unexpected<QString> wrong(const char *what)
{
    return tl::unexpected(QString::fromLatin1(what));
}

tl::expected<Layout, QString> readFooter(blte::Bytes footer)
{
    std::array<std::uint8_t, kFooterHashAt> hashed{};
    std::copy_n(footer.begin() + kHash, kFooterHashAt - kHash, hashed.begin());
    if (!hasHash(hashed, footer.subspan(kFooterHashAt)))
        return wrong("its footer is damaged");
    Layout layout;
    layout.block = std::size_t{footer[11]} * 1024;
    layout.offset = footer[12];
    layout.size = footer[13];
    layout.key = footer[14];
    layout.entries = footer[16] | footer[17] << 8u | footer[18] << 16u | std::size_t{footer[19]} << 24u;
    const bool isKnown = footer[8] == 1 && footer[9] == 0 && footer[10] == 0 && layout.block > 0 &&
                         (layout.offset == 0 || (layout.offset >= 4 && layout.offset <= 6)) &&
                         layout.size == 4 && layout.key >= 9 && layout.key <= 16 && footer[15] == kHash;
    if (!isKnown)
        return wrong("it is of a kind that is not known");
    return layout;
}

IndexEntry readEntry(const std::uint8_t *at, const Layout &layout)
{
    IndexEntry entry;
    entry.key.assign(at, at + layout.key);
    at += layout.key;
    entry.encodedSize = blte::readBigEndian<4>(at);
    at += layout.size;
    if (layout.offset > 4) {
        entry.archive = layout.offset == 5 ? at[0] : static_cast<quint32>(at[0] << 8u | at[1]);
        at += layout.offset - 4;
    }
    if (layout.offset > 0)
        entry.offset = blte::readBigEndian<4>(at);
    return entry;
}

bool isPadding(const IndexEntry &entry)
{
    return std::all_of(entry.key.begin(), entry.key.end(), [](std::uint8_t byte) { return byte == 0; });
}

} // namespace

quint64 ArchiveIndex::archiveSize() const
{
    quint64 end = 0;
    for (const IndexEntry &entry : entries)
        end = std::max(end, entry.offset + entry.encodedSize);
    return end;
}

bool isUnknownIndex(blte::Bytes bytes, const blte::Digest &name)
{
    if (bytes.size() < kFooter)
        return false;
    const blte::Bytes footer = bytes.last(kFooter);
    return blte::md5(footer) == name && !readFooter(footer);
}

tl::expected<ArchiveIndex, QString> readArchiveIndex(blte::Bytes bytes)
{
    if (bytes.size() < kFooter)
        return wrong("it is too short");
    const blte::Bytes footer = bytes.last(kFooter);
    const auto layout = readFooter(footer);
    if (!layout)
        return tl::unexpected(layout.error());
    const std::size_t body = bytes.size() - kFooter;
    if (body % layout->ofBlock() != 0)
        return wrong("its length is not that of whole blocks");
    const std::size_t blocks = body / layout->ofBlock();
    const blte::Bytes contents = bytes.subspan(blocks * layout->block, blocks * (layout->key + kHash));
    if (!hasHash(contents, footer.first(kHash)))
        return wrong("its table of contents is damaged");

    ArchiveIndex index;
    index.name = blte::md5(footer);
    index.hasPlaces = layout->offset > 0;
    index.entries.reserve(std::min(layout->entries, body / layout->entry()));
    for (std::size_t i = 0; i < blocks; ++i) {
        const blte::Bytes block = bytes.subspan(i * layout->block, layout->block);
        if (!hasHash(block, contents.subspan(blocks * layout->key + i * kHash, kHash)))
            return tl::unexpected(QStringLiteral("its block %1 is damaged").arg(i));
        for (std::size_t at = 0; at + layout->entry() <= block.size(); at += layout->entry()) {
            IndexEntry entry = readEntry(block.data() + at, *layout);
            if (isPadding(entry) || index.entries.size() == layout->entries)
                break;
            if (!index.entries.empty() && !(index.entries.back().key < entry.key))
                return wrong("its keys are not in order");
            index.entries.push_back(std::move(entry));
        }
        const blte::Bytes last = contents.subspan(i * layout->key, layout->key);
        if (index.entries.empty() || !std::equal(last.begin(), last.end(), index.entries.back().key.begin()))
            return wrong("its table of contents does not fit its blocks");
    }
    if (index.entries.size() != layout->entries)
        return wrong("it has another number of entries than it says");
    return index;
}

} // namespace tact
