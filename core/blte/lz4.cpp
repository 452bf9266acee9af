#include "core/blte/lz4.h"

#include "core/blte/endian.h"

#include <algorithm>
#include <limits>
#include <lz4.h>

namespace blte {

namespace {

constexpr std::uint8_t kNewestVersion =
    2; // the wiki gives no value; its neighbours in the format use 1 and 2
constexpr std::uint8_t kSmallestShift = 5;
constexpr std::uint8_t kLargestShift = 16;

bool isSubBlocks(Bytes head, std::uint64_t decodedSize)
{
    return head.size() >= 10 && head[0] <= kNewestVersion &&
           readBigEndian<8>(head.data() + 1) == decodedSize && head[9] >= kSmallestShift &&
           head[9] <= kLargestShift;
}

tl::expected<Bytes, Fault> decodeSubBlocks(Bytes blocks, const Lz4Layout &layout, std::span<std::uint8_t> out)
{
    std::size_t done = 0;
    while (done < out.size()) {
        if (blocks.size() < 4)
            return failure(FaultKind::StreamCorrupt);
        const std::uint64_t size = readBigEndian<4>(blocks.data());
        blocks = blocks.subspan(4);
        if (size > blocks.size())
            return failure(FaultKind::StreamCorrupt);
        const std::size_t decoded =
            static_cast<std::size_t>(std::min<std::uint64_t>(layout.subBlock, out.size() - done));
        const auto block = blocks.first(static_cast<std::size_t>(size));
        if (auto ok = decodeLz4Block(block, out.subspan(done, decoded)); !ok)
            return tl::unexpected(ok.error());
        blocks = blocks.subspan(block.size());
        done += decoded;
    }
    if (!blocks.empty())
        return failure(FaultKind::StreamCorrupt);
    return Bytes(out);
}

} // namespace

tl::expected<Lz4Layout, Fault> lz4Layout(Bytes head, std::uint64_t dataSize, std::uint64_t decodedSize)
{
    if (decodedSize == kUnknownSize || dataSize == kUnknownSize)
        return failure(FaultKind::Lz4Ambiguous);
    if (isSubBlocks(head, decodedSize))
        return Lz4Layout{Lz4Reading::SubBlocks, 10, std::uint64_t{1} << head[9]};
    if (head.size() >= 8 && readLittleEndian<8>(head.data()) == decodedSize)
        return Lz4Layout{Lz4Reading::LittleEndian64, 8, 0};
    if (head.size() >= 4 && readLittleEndian<4>(head.data()) == decodedSize) {
        if (head.size() >= 8 && readLittleEndian<4>(head.data() + 4) == dataSize - 8)
            return Lz4Layout{Lz4Reading::SizePair, 8, 0};
        return Lz4Layout{Lz4Reading::LittleEndian32, 4, 0};
    }
    return failure(FaultKind::Lz4Ambiguous, decodedSize);
}

Outcome decodeLz4Block(Bytes block, std::span<std::uint8_t> out)
{
    constexpr auto kMost = static_cast<std::size_t>(std::numeric_limits<int>::max());
    if (block.size() > kMost || out.size() > kMost)
        return failure(FaultKind::ChunkTooLarge);
    // The library takes no null pointers, not even for nothing.
    static constexpr char kNothing = 0;
    const char *in = block.empty() ? &kNothing : reinterpret_cast<const char *>(block.data());
    char none = 0;
    char *to = out.empty() ? &none : reinterpret_cast<char *>(out.data());
    const int decoded =
        LZ4_decompress_safe(in, to, static_cast<int>(block.size()), static_cast<int>(out.size()));
    if (decoded < 0 || static_cast<std::size_t>(decoded) != out.size())
        return failure(FaultKind::StreamCorrupt);
    return {};
}

tl::expected<Bytes, Fault> decodeLz4(Bytes data, ChunkContext &context)
{
    const auto head = data.first(std::min(data.size(), Lz4Layout::kHead));
    const auto layout = lz4Layout(head, data.size(), context.decodedSize);
    if (!layout)
        return tl::unexpected(layout.error());
    const auto out = context.workspace.decoded.room(static_cast<std::size_t>(context.decodedSize));
    const Bytes blocks = data.subspan(layout->headSize);
    if (layout->reading == Lz4Reading::SubBlocks)
        return decodeSubBlocks(blocks, *layout, out);
    if (auto ok = decodeLz4Block(blocks, out); !ok)
        return tl::unexpected(ok.error());
    return Bytes(out);
}

} // namespace blte
