#include "core/blte/lz4layout.h"

#include "core/blte/chunktable.h"
#include "core/blte/endian.h"

namespace blte {

namespace {

// Layout A: 0 u8 version · 1 u64 BE decoded size · 9 u8 block shift. The wiki gives no value for the version.
constexpr std::uint8_t kNewestVersion = 2;
constexpr std::uint8_t kSmallestShift = 5;
constexpr std::uint8_t kLargestShift = 16;

bool isSubBlocks(Bytes head, std::uint64_t decodedSize)
{
    return head.size() >= Lz4Layout::kHead && head[0] <= kNewestVersion &&
           readBigEndian<8>(head.data() + 1) == decodedSize && head[9] >= kSmallestShift &&
           head[9] <= kLargestShift;
}

} // namespace

tl::expected<Lz4Layout, Fault> lz4Layout(Bytes head, std::uint64_t dataSize, std::uint64_t decodedSize)
{
    using Reading = Lz4Layout::Reading;
    if (decodedSize == kUnknownSize || dataSize == kUnknownSize)
        return failure(FaultKind::Lz4Ambiguous);
    if (isSubBlocks(head, decodedSize))
        return Lz4Layout{Reading::SubBlocks, Lz4Layout::kHead, std::uint64_t{1} << head[9]};
    // B cannot be mistaken for E: as an E block it would begin with four zeros, a match at offset 0.
    if (head.size() >= 8 && readLittleEndian<8>(head.data()) == decodedSize)
        return Lz4Layout{Reading::LittleEndian64, 8, 0};
    if (head.size() < 4 || readLittleEndian<4>(head.data()) != decodedSize)
        return failure(FaultKind::Lz4Ambiguous, decodedSize);
    if (head.size() >= 8 && readLittleEndian<4>(head.data() + 4) == dataSize - 8)
        return Lz4Layout{Reading::SizePair, 8, 0};
    return Lz4Layout{Reading::LittleEndian32, 4, 0};
}

} // namespace blte
