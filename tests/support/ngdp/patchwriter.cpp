#include "tests/support/ngdp/patchwriter.h"

#include <algorithm>

namespace ngdp {

using support::ByteBuilder;

namespace {

constexpr std::size_t kRowsOfABlock = 50;
constexpr std::uint64_t kBlockBits = 16;
constexpr std::uint64_t kHasEncoding = 2; ///< of the flags
constexpr std::size_t kBlockRow = 16 + 16 + 4;

ByteVector blockOf(std::span<const PatchedRow> rows)
{
    ByteBuilder block;
    for (const PatchedRow &row : rows) {
        block.big(1, 1).bytes(row.contentKey).big(row.size, 5);
        block.bytes(row.oldKey).big(row.oldSize, 5).bytes(row.patch).big(row.patchSize, 4).big(1, 1);
    }
    return block.big(0, 1).done();
}

} // namespace

WrittenPatches writePatchManifest(std::vector<PatchedRow> rows, const PatchedEncoding &encoding)
{
    std::sort(rows.begin(), rows.end(),
              [](const PatchedRow &a, const PatchedRow &b) { return a.contentKey < b.contentKey; });
    const std::size_t count = (rows.size() + kRowsOfABlock - 1) / kRowsOfABlock;
    ByteBuilder header;
    header.text("PA").big(2, 1).big(16, 1).big(16, 1).big(16, 1).big(kBlockBits, 1).big(count, 2);
    header.big(kHasEncoding, 1).bytes(encoding.contentKey).bytes(encoding.encodingKey);
    header.big(encoding.size, 4).big(encoding.encodedSize, 4).big(encoding.espec.size(), 1);
    header.text(encoding.espec);
    std::size_t offset = header.size() + count * kBlockRow;
    ByteBuilder blocks;
    for (std::size_t first = 0; first < rows.size(); first += kRowsOfABlock) {
        const auto part = std::span(rows).subspan(first, std::min(kRowsOfABlock, rows.size() - first));
        const ByteVector block = blockOf(part);
        header.bytes(part.back().contentKey).md5Of(block).big(offset, 4);
        offset += block.size();
        blocks.bytes(block);
    }
    const ByteVector proven = header.done();
    return {blte::md5(proven), ByteBuilder().bytes(proven).bytes(blocks.done()).zeros(7).done()};
}

} // namespace ngdp
