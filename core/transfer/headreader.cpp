#include "core/transfer/headreader.h"

#include "core/transfer/faults.h"

#include <algorithm>
#include <array>

namespace transfer {

namespace {

constexpr std::array<std::uint8_t, 4> kMagic{'B', 'L', 'T', 'E'};

blte::HeaderExpectation forParser(const HeadReader::Expectation &expectation)
{
    blte::HeaderExpectation result;
    result.encodedSize = expectation.objectSize;
    result.encodingKey = expectation.encodingKey;
    return result;
}

} // namespace

quint64 pieceSizeFor(quint64 fileSize)
{
    quint64 size = kPieceSize;
    while (fileSize / size >= kMostPieces)
        size *= 2;
    return size;
}

HeadReader::HeadReader(Expectation expectation)
    : m_expectation(std::move(expectation))
    , m_parser(forParser(m_expectation))
{
}

quint64 HeadReader::needed() const
{
    return std::max<quint64>(m_parser.headerSize(), kMagic.size());
}

tl::expected<void, core::Error> HeadReader::push(std::span<const std::uint8_t> bytes)
{
    m_received += bytes.size();
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    if (m_isBlte)
        return parse();
    return m_bytes.size() >= kMagic.size() || m_expectation.isRaw ? decide()
                                                                  : tl::expected<void, core::Error>{};
}

tl::expected<void, core::Error> HeadReader::finish()
{
    if (isComplete())
        return {};
    if (m_isBlte)
        return core::failure(core::ErrorKind::Truncated, QStringLiteral("inside the BLTE header"));
    m_expectation.objectSize = m_received;
    return decide();
}

tl::expected<void, core::Error> HeadReader::decide()
{
    m_isBlte = !m_expectation.isRaw && m_bytes.size() >= kMagic.size() &&
               std::equal(kMagic.begin(), kMagic.end(), m_bytes.begin());
    return m_isBlte ? parse() : takePlain();
}

tl::expected<void, core::Error> HeadReader::parse()
{
    const auto used = m_parser.push(m_bytes);
    if (!used)
        return tl::unexpected(errorFrom(used.error()));
    m_bytes.erase(m_bytes.begin(), m_bytes.begin() + static_cast<std::ptrdiff_t>(*used));
    if (m_parser.isComplete()) {
        m_table = std::make_shared<const blte::ChunkTable>(m_parser.takeTable());
        m_rest = std::exchange(m_bytes, {});
    }
    return {};
}

/// Anything may be a plain file, but where a BLTE object was named, or a page came instead of a file, it is
/// not what was asked for.
tl::expected<void, core::Error> HeadReader::takePlain()
{
    const bool isPage = m_expectation.contentType.startsWith("text/html");
    if (m_expectation.encodingKey && !m_expectation.isRaw) {
        if (isPage || (!m_bytes.empty() && m_bytes.front() == '<'))
            return core::failure(core::ErrorKind::WrongContent,
                                 QStringLiteral("a web page instead of BLTE data"));
        return core::failure(core::ErrorKind::NotBlte, QStringLiteral("the first bytes are not \"BLTE\""));
    }
    const quint64 size = m_expectation.objectSize;
    const quint64 piece = size == blte::kUnknownSize ? blte::kUnknownSize : pieceSizeFor(size);
    m_table = std::make_shared<const blte::ChunkTable>(blte::ChunkTable::plain(size, piece));
    m_rest = std::exchange(m_bytes, {});
    return {};
}

} // namespace transfer
