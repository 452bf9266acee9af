#include "core/blte/headerparser.h"

#include "core/blte/endian.h"

#include <algorithm>

namespace blte {

namespace {

// Format reference 2.1. All big-endian.
//   0  u32 'BLTE'
//   4  u32 headerSize, counted from byte 0; 0: no table
//   8  u8  table format
//   9  u24 chunk count
//  12  entries: u32 encodedSize, u32 decodedSize, MD5[16] of the encoded chunk, [0x10: MD5[16] of the
//  decoded]
constexpr std::size_t kMagicEnd = 4;
constexpr std::size_t kHeaderSizeEnd = 8;
constexpr std::size_t kPreambleEnd = 12;
constexpr std::uint64_t kMagic = 0x424C5445;
constexpr std::uint8_t kFormatNormal = 0x0F;
constexpr std::uint8_t kFormatWithDecodedMd5 = 0x10;

tl::unexpected<Fault> fault(FaultKind kind, std::uint64_t expected = 0, std::uint64_t found = 0)
{
    return tl::unexpected(Fault{kind, -1, expected, found});
}

constexpr std::size_t entrySize(std::uint8_t format)
{
    return format == kFormatWithDecodedMd5 ? 40 : 24;
}

Chunk readEntry(const std::uint8_t *entry)
{
    Chunk chunk;
    chunk.encodedSize = readBigEndian<4>(entry);
    chunk.decodedSize = readBigEndian<4>(entry + 4);
    std::copy_n(entry + 8, chunk.md5.size(), chunk.md5.begin());
    chunk.hasMd5 = true;
    return chunk;
}

} // namespace

HeaderParser::HeaderParser(HeaderExpectation expectation)
    : m_expectation(expectation)
{
}

tl::expected<std::size_t, Fault> HeaderParser::push(Bytes bytes)
{
    if (m_fault)
        return tl::unexpected(*m_fault);
    std::size_t taken = 0;
    while (!isComplete() && taken < bytes.size()) {
        const std::size_t count = std::min(bytesToNextCheck(), bytes.size() - taken);
        const auto part = bytes.subspan(taken, count);
        m_header.insert(m_header.end(), part.begin(), part.end());
        taken += count;
        if (auto checked = checkWhatIsThere(); !checked) {
            m_fault = checked.error();
            return tl::unexpected(*m_fault);
        }
    }
    return taken;
}

std::size_t HeaderParser::bytesToNextCheck() const
{
    for (const std::size_t end : {kMagicEnd, kHeaderSizeEnd, kPreambleEnd}) {
        if (m_header.size() < end)
            return end - m_header.size();
    }
    return static_cast<std::size_t>(m_headerSize) - m_header.size();
}

tl::expected<void, Fault> HeaderParser::checkWhatIsThere()
{
    if (m_header.size() == kMagicEnd && readBigEndian<4>(m_header.data()) != kMagic)
        return fault(FaultKind::NotBlte, kMagic, readBigEndian<4>(m_header.data()));
    if (m_header.size() == kHeaderSizeEnd)
        return checkHeaderSize();
    if (m_header.size() == kPreambleEnd) {
        if (auto checked = checkPreamble(); !checked)
            return checked;
    }
    if (m_headerSize != 0 && m_header.size() == m_headerSize)
        return readTable();
    return {};
}

tl::expected<void, Fault> HeaderParser::checkHeaderSize()
{
    const std::uint64_t headerSize = readBigEndian<4>(m_header.data() + 4);
    const std::uint64_t known = m_expectation.encodedSize;
    if (headerSize == 0) {
        // One chunk from byte 8 to the end, and that chunk has at least its mode byte.
        if (known != kUnknownSize && known <= kHeaderSizeEnd)
            return fault(FaultKind::Truncated, kHeaderSizeEnd + 1, known);
        m_headerSize = kHeaderSizeEnd;
        m_table =
            ChunkTable::headerless(known, m_expectation.encodingKey ? &*m_expectation.encodingKey : nullptr);
        return {};
    }
    if (headerSize < kPreambleEnd + entrySize(kFormatNormal))
        return fault(FaultKind::HeaderCorrupt, kPreambleEnd + entrySize(kFormatNormal), headerSize);
    m_headerSize = headerSize;
    return {};
}

tl::expected<void, Fault> HeaderParser::checkPreamble()
{
    const std::uint8_t format = m_header[8];
    const std::uint64_t count = readBigEndian<3>(m_header.data() + 9);
    if (format != kFormatNormal && format != kFormatWithDecodedMd5)
        return fault(FaultKind::TableUnsupported, kFormatNormal, format);
    const std::uint64_t implied = kPreambleEnd + count * entrySize(format);
    if (count == 0 || m_headerSize != implied)
        return fault(FaultKind::HeaderCorrupt, implied, m_headerSize);
    const std::uint64_t largest = std::min(m_expectation.largestHeader, m_expectation.encodedSize);
    if (m_headerSize > largest)
        return fault(FaultKind::TableTooLarge, largest, m_headerSize);
    return {};
}

/// What the header says that the whole object takes.
std::uint64_t HeaderParser::claimedSize() const
{
    std::uint64_t size = m_headerSize;
    for (std::size_t at = kPreambleEnd; at + 4 <= m_header.size(); at += entrySize(m_header[8]))
        size += readBigEndian<4>(m_header.data() + at);
    return size;
}

tl::expected<void, Fault> HeaderParser::readTable()
{
    const Digest headerMd5 = md5(m_header);
    if (m_expectation.encodingKey && m_expectation.encodingKey->digest != headerMd5)
        return fault(FaultKind::EncodingKeyWrong, m_expectation.encodedSize, claimedSize());

    const std::uint8_t format = m_header[8];
    const std::size_t count = (m_header.size() - kPreambleEnd) / entrySize(format);
    std::vector<Chunk> chunks;
    std::vector<Digest> decodedMd5s;
    chunks.reserve(count);
    decodedMd5s.reserve(format == kFormatWithDecodedMd5 ? count : 0);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint8_t *entry = m_header.data() + kPreambleEnd + i * entrySize(format);
        chunks.push_back(readEntry(entry));
        // Without encoded bytes there is no mode byte, so only the pair 0/0 makes sense.
        if (chunks.back().encodedSize == 0 && chunks.back().decodedSize != 0)
            return tl::unexpected(Fault{FaultKind::SizesContradict, static_cast<std::int64_t>(i),
                                        chunks.back().decodedSize, 0});
        if (format == kFormatWithDecodedMd5)
            std::copy_n(entry + 24, sizeof(Digest), decodedMd5s.emplace_back().begin());
    }
    auto table =
        ChunkTable::fromHeader(m_headerSize, format, headerMd5, std::move(chunks), std::move(decodedMd5s));
    // More bytes than the table names are a warning (real CDN files have them), fewer cannot be right.
    if (table.encodedSize() > m_expectation.encodedSize)
        return fault(FaultKind::SizesContradict, m_expectation.encodedSize, table.encodedSize());
    m_table = std::move(table);
    m_header = {};
    return {};
}

ChunkTable HeaderParser::takeTable()
{
    return std::move(*m_table);
}

} // namespace blte
