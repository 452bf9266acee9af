#include "tests/support/bltebuilder.h"

#include "core/blte/endian.h"
#include "tests/support/chunkencoder.h"

#include <algorithm>
#include <fstream>

namespace support {

namespace {

constexpr std::size_t kPiece = 256 * 1024;

std::size_t entrySize(TableFormat format)
{
    return format == TableFormat::WithDecodedMd5 ? 40 : 24;
}

std::size_t headerSize(TableFormat format, std::size_t count)
{
    return format == TableFormat::Headerless ? 8 : 12 + entrySize(format) * count;
}

ByteVector makeHeader(TableFormat format, const std::vector<blte::Chunk> &chunks,
                      const std::vector<blte::Digest> &decodedMd5s)
{
    ByteVector header{'B', 'L', 'T', 'E'};
    if (format == TableFormat::Headerless) {
        blte::appendBigEndian<4>(header, 0);
        return header;
    }
    blte::appendBigEndian<4>(header, headerSize(format, chunks.size()));
    header.push_back(format == TableFormat::Normal ? 0x0F : 0x10);
    blte::appendBigEndian<3>(header, chunks.size());
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        blte::appendBigEndian<4>(header, chunks[i].encodedSize);
        blte::appendBigEndian<4>(header, chunks[i].decodedSize);
        header.insert(header.end(), chunks[i].md5.begin(), chunks[i].md5.end());
        if (format == TableFormat::WithDecodedMd5)
            header.insert(header.end(), decodedMd5s[i].begin(), decodedMd5s[i].end());
    }
    return header;
}

blte::ChunkTable makeTable(TableFormat format, const ByteVector &header, std::vector<blte::Chunk> chunks,
                           std::vector<blte::Digest> decodedMd5s)
{
    if (format == TableFormat::Normal)
        decodedMd5s.clear();
    return blte::ChunkTable::fromHeader(header.size(), header[8], blte::md5(header), std::move(chunks),
                                        std::move(decodedMd5s));
}

} // namespace

ByteVector encodeChunk(const ByteVector &payload, const ChunkStyle &style, std::size_t index)
{
    ByteVector encoded;
    ChunkEncoder encoder(style, index, [&encoded](std::span<const std::uint8_t> bytes) {
        encoded.insert(encoded.end(), bytes.begin(), bytes.end());
    });
    encoder.push(payload);
    encoder.finish();
    return encoded;
}

BuiltObject buildObject(const std::vector<ChunkSpec> &specs, TableFormat format)
{
    ByteVector body;
    ByteVector payload;
    std::vector<blte::Chunk> chunks;
    std::vector<blte::Digest> decodedMd5s;
    for (const ChunkSpec &spec : specs) {
        const ByteVector encoded =
            spec.encoded ? *spec.encoded : encodeChunk(spec.payload, spec.style, chunks.size());
        blte::Chunk chunk;
        chunk.encodedSize = encoded.size();
        chunk.decodedSize = spec.decodedSize.value_or(static_cast<std::uint32_t>(spec.payload.size()));
        chunk.md5 = blte::md5(encoded);
        chunk.hasMd5 = true;
        chunks.push_back(chunk);
        decodedMd5s.push_back(blte::md5(spec.payload));
        body.insert(body.end(), encoded.begin(), encoded.end());
        payload.insert(payload.end(), spec.payload.begin(), spec.payload.end());
    }
    ByteVector bytes = makeHeader(format, chunks, decodedMd5s);
    const ByteVector header = bytes;
    bytes.insert(bytes.end(), body.begin(), body.end());
    const blte::EncodingKey key{format == TableFormat::Headerless ? blte::md5(bytes) : blte::md5(header)};
    auto table = format == TableFormat::Headerless
                     ? blte::ChunkTable::headerless(bytes.size(), &key)
                     : makeTable(format, header, std::move(chunks), std::move(decodedMd5s));
    const blte::ContentKey contentKey{blte::md5(payload)};
    return {std::move(bytes), std::move(payload), key, contentKey, std::move(table)};
}

BuiltObject buildObject(std::span<const std::uint8_t> payload, std::size_t chunkSize, const ChunkStyle &style,
                        TableFormat format)
{
    std::vector<ChunkSpec> chunks;
    for (std::size_t at = 0; at < payload.size(); at += chunkSize) {
        const auto part = payload.subspan(at, std::min(chunkSize, payload.size() - at));
        chunks.push_back({{part.begin(), part.end()}, style, {}, {}});
    }
    return buildObject(chunks, format);
}

std::vector<ChunkPlan> evenChunks(std::uint64_t size, std::uint32_t chunkSize, const ChunkStyle &style)
{
    std::vector<ChunkPlan> chunks;
    for (std::uint64_t at = 0; at < size; at += chunkSize)
        chunks.push_back({static_cast<std::uint32_t>(std::min<std::uint64_t>(chunkSize, size - at)), style});
    return chunks;
}

namespace {

/// Writes the chunks behind the room for the header, and remembers what the header must say.
class ObjectWriter
{
public:
    ObjectWriter(std::ofstream &file, const PayloadSource &source)
        : m_file(file)
        , m_source(source)
        , m_piece(kPiece)
    {
    }

    void writeChunk(const ChunkPlan &plan);

    std::vector<blte::Chunk> chunks;
    std::vector<blte::Digest> decodedMd5s;
    blte::Md5 contentMd5;

private:
    std::ofstream &m_file;
    const PayloadSource &m_source;
    ByteVector m_piece;
    std::uint64_t m_offset = 0;
};

void ObjectWriter::writeChunk(const ChunkPlan &plan)
{
    blte::Md5 encodedMd5;
    blte::Md5 decodedMd5;
    blte::Chunk chunk;
    ChunkEncoder encoder(plan.style, chunks.size(), [&](std::span<const std::uint8_t> bytes) {
        encodedMd5.update(bytes);
        chunk.encodedSize += bytes.size();
        m_file.write(reinterpret_cast<const char *>(bytes.data()),
                     static_cast<std::streamsize>(bytes.size()));
    });
    for (std::uint32_t done = 0; done < plan.decodedSize;) {
        const auto piece = std::span(m_piece).first(std::min<std::size_t>(kPiece, plan.decodedSize - done));
        m_source(m_offset + done, piece);
        contentMd5.update(piece);
        decodedMd5.update(piece);
        encoder.push(piece);
        done += static_cast<std::uint32_t>(piece.size());
    }
    encoder.finish();
    m_offset += plan.decodedSize;
    chunk.decodedSize = plan.decodedSize;
    chunk.md5 = encodedMd5.finish();
    chunk.hasMd5 = true;
    chunks.push_back(chunk);
    decodedMd5s.push_back(decodedMd5.finish());
}

} // namespace

std::optional<WrittenObject> writeObject(const std::filesystem::path &path,
                                         const std::vector<ChunkPlan> &plans, const PayloadSource &source,
                                         TableFormat format)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.seekp(static_cast<std::streamoff>(headerSize(format, plans.size())));
    ObjectWriter writer(file, source);
    for (const ChunkPlan &plan : plans)
        writer.writeChunk(plan);
    const ByteVector header = makeHeader(format, writer.chunks, writer.decodedMd5s);
    file.seekp(0);
    file.write(reinterpret_cast<const char *>(header.data()), static_cast<std::streamsize>(header.size()));
    file.close();
    if (!file || format == TableFormat::Headerless)
        return std::nullopt;
    return WrittenObject{blte::EncodingKey{blte::md5(header)}, blte::ContentKey{writer.contentMd5.finish()},
                         makeTable(format, header, std::move(writer.chunks), std::move(writer.decodedMd5s))};
}

} // namespace support
