#include "tests/support/ngdp/indexwriter.h"

#include <algorithm>

namespace ngdp {

using support::ByteBuilder;

namespace {

ByteVector blockOf(const std::vector<IndexRow> &rows, std::size_t first, std::size_t end,
                   const IndexShape &shape)
{
    ByteBuilder block;
    for (std::size_t i = first; i < end; ++i) {
        block.bytes(blte::Bytes(rows[i].key).first(shape.keySize)).big(rows[i].encodedSize, 4);
        if (shape.offsetSize > 4)
            block.big(rows[i].archive, shape.offsetSize - 4);
        if (shape.offsetSize > 0)
            block.big(rows[i].offset, 4);
    }
    return block.padTo(shape.blockKb * 1024).done();
}

ByteVector footerOf(std::size_t rows, const ByteVector &contents, const IndexShape &shape)
{
    ByteBuilder fixed;
    fixed.big(1, 1).zeros(2).big(shape.blockKb, 1).big(shape.offsetSize, 1).big(4, 1).big(shape.keySize, 1);
    fixed.big(8, 1);
    if (shape.count == IndexShape::Count::LittleEndian)
        fixed.little(rows, 4);
    else
        fixed.big(rows, 4);
    const ByteVector hashed = ByteBuilder().bytes(fixed.done()).zeros(8).done();
    return ByteBuilder().md5Of(contents, 8).bytes(fixed.done()).md5Of(hashed, 8).done();
}

} // namespace

WrittenIndex writeIndex(std::vector<IndexRow> rows, const IndexShape &shape)
{
    std::sort(rows.begin(), rows.end(), [](const IndexRow &a, const IndexRow &b) { return a.key < b.key; });
    const std::size_t rowsOfBlock = shape.blockKb * 1024 / (shape.keySize + 4 + shape.offsetSize);
    ByteBuilder blocks;
    ByteBuilder lastKeys;
    ByteBuilder hashes;
    for (std::size_t first = 0; first < rows.size(); first += rowsOfBlock) {
        const std::size_t end = std::min(first + rowsOfBlock, rows.size());
        const ByteVector block = blockOf(rows, first, end, shape);
        blocks.bytes(block);
        lastKeys.bytes(blte::Bytes(rows[end - 1].key).first(shape.keySize));
        hashes.md5Of(block, 8);
    }
    const ByteVector contents = lastKeys.bytes(hashes.done()).done();
    const ByteVector footer = footerOf(rows.size(), contents, shape);
    return {blocks.bytes(contents).bytes(footer).done(), blte::md5(footer)};
}

} // namespace ngdp
