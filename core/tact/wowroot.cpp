#include "core/tact/wowroot.h"

#include "core/tact/bytereader.h"

#include <numeric>

namespace tact {

namespace {

constexpr std::size_t kHash = 8;
constexpr std::size_t kId = 4;
/// More than any header has bytes, and fewer than a root with "TSFM" has files.
constexpr std::uint32_t kLargestHeader = 1000;

struct Header
{
    WowRoot::Form form = WowRoot::Form::Old;
    bool areAllNamed = true;
};

Expected<Header> readHeader(ByteReader &reader)
{
    reader.take(4);
    const std::uint32_t first = reader.u32LittleEndian();
    const std::uint32_t second = reader.u32LittleEndian();
    if (first >= kLargestHeader && !reader.isShort())
        return Header{WowRoot::Form::Named, first == second};
    const std::uint32_t files = reader.u32LittleEndian();
    const std::uint32_t named = reader.u32LittleEndian();
    if (!reader.isShort() && (second < 1 || second > 2 || first < reader.at()))
        return failure(FaultKind::NotUnderstood, 4, "it is of a version that is not known");
    reader.take(first - std::min<std::size_t>(first, reader.at()));
    if (reader.isShort())
        return failure(FaultKind::TooShort, reader.at(), "it ends inside its header");
    return Header{second == 1 ? WowRoot::Form::Version1 : WowRoot::Form::Version2, files == named};
}

WowRootBlock readFlags(ByteReader &reader, WowRoot::Form form)
{
    WowRootBlock block;
    block.size = reader.u32LittleEndian();
    if (form == WowRoot::Form::Version2) {
        block.locales = reader.u32LittleEndian();
        block.contentFlags = reader.u32LittleEndian();
        block.contentFlags |= reader.u32LittleEndian();
        block.contentFlags |= std::uint32_t{reader.u8()} << 17;
    } else {
        block.contentFlags = reader.u32LittleEndian();
        block.locales = reader.u32LittleEndian();
    }
    return block;
}

WowRootBlock readBlock(ByteReader &reader, const Header &header)
{
    WowRootBlock block = readFlags(reader, header.form);
    const std::size_t files = block.size;
    block.ids = reader.at();
    reader.take(files * kId);
    block.keys = reader.at();
    if (header.form == WowRoot::Form::Old) {
        block.hasNameHashes = true;
        block.keyStep = block.hashStep = kKeySize + kHash;
        block.hashes = block.keys + kKeySize;
        reader.take(files * (kKeySize + kHash));
        return block;
    }
    block.hasNameHashes = header.areAllNamed || (block.contentFlags & contentflag::kNoNameHash) == 0;
    block.keyStep = kKeySize;
    block.hashStep = kHash;
    reader.take(files * kKeySize);
    block.hashes = reader.at();
    if (block.hasNameHashes)
        reader.take(files * kHash);
    return block;
}

} // namespace

Expected<WowRoot> WowRoot::open(blte::Bytes bytes)
{
    WowRoot root;
    root.m_bytes = bytes;
    ByteReader reader(bytes);
    Header header;
    constexpr std::uint8_t kMagic[] = {'T', 'S', 'F', 'M'};
    if (bytes.size() >= sizeof kMagic && std::equal(std::begin(kMagic), std::end(kMagic), bytes.begin())) {
        const auto read = readHeader(reader);
        if (!read)
            return tl::unexpected(read.error());
        header = *read;
    }
    root.m_form = header.form;
    if (reader.remaining() == 0)
        return failure(FaultKind::TooShort, bytes.size(), "it is empty");
    while (reader.remaining() > 0) {
        const std::size_t at = reader.at();
        const WowRootBlock block = readBlock(reader, header);
        if (reader.isShort())
            return failure(FaultKind::TooShort, at,
                           "it ends inside its block " + std::to_string(root.m_blocks.size()));
        if (block.size > 0)
            root.m_blocks.push_back(block);
    }
    return root;
}

std::uint64_t WowRoot::files() const
{
    return std::accumulate(m_blocks.begin(), m_blocks.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const WowRootBlock &block) { return sum + block.size; });
}

void WowRoot::visit(const WowRootBlock &block, const std::function<void(const WowRootEntry &)> &visit,
                    Warnings &warnings) const
{
    const std::uint8_t *const bytes = m_bytes.data();
    visitIds(
        block,
        [&](std::uint32_t id, std::size_t i) {
            WowRootEntry entry;
            entry.fileDataId = id;
            std::copy_n(bytes + block.keys + i * block.keyStep, kKeySize, entry.key.digest.begin());
            if (block.hasNameHashes)
                entry.nameHash = blte::readLittleEndian<kHash>(bytes + block.hashes + i * block.hashStep);
            visit(entry);
        },
        warnings);
}

} // namespace tact
