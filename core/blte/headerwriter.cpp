#include "core/blte/headerwriter.h"

#include "core/blte/endian.h"

namespace blte {

std::vector<std::uint8_t> headerBytes(const ChunkTable &table)
{
    std::vector<std::uint8_t> bytes;
    if (table.kind() != TableKind::Blte && table.kind() != TableKind::Headerless)
        return bytes;
    bytes.reserve(table.headerSize());
    bytes.assign({'B', 'L', 'T', 'E'});
    if (table.kind() == TableKind::Headerless) {
        appendBigEndian<4>(bytes, 0);
        return bytes;
    }
    appendBigEndian<4>(bytes, table.headerSize());
    appendBigEndian<1>(bytes, table.format());
    appendBigEndian<3>(bytes, table.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
        const Chunk &chunk = table[i];
        appendBigEndian<4>(bytes, chunk.encodedSize);
        appendBigEndian<4>(bytes, chunk.decodedSize);
        bytes.insert(bytes.end(), chunk.md5.begin(), chunk.md5.end());
        if (const Digest *decoded = table.decodedMd5(i))
            bytes.insert(bytes.end(), decoded->begin(), decoded->end());
    }
    return bytes;
}

} // namespace blte
