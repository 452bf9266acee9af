#include "core/transfer/fetch/headreader.h"

#include "core/blteerror.h"

#include <algorithm>
#include <array>

namespace transfer {

namespace {

constexpr std::array<std::uint8_t, 4> kMagic{'B', 'L', 'T', 'E'};
/// Magic, header size, format and chunk count: what tells how long the header is.
constexpr quint64 kPreamble = 12;

bool beginsWithMagic(std::span<const std::uint8_t> bytes)
{
    return bytes.size() >= kMagic.size() && std::equal(kMagic.begin(), kMagic.end(), bytes.begin());
}

/// How far into an object that is not what its address names it is looked whether it is an archive.
constexpr quint64 kFarthestLook = 16u << 20;

/// Of an archive that is kept as it is the key is the digest of its index, not of its first object.
blte::HeaderExpectation forParser(const HeadReader::Expectation &expectation)
{
    blte::HeaderExpectation result;
    result.encodedSize = expectation.objectSize;
    if (!expectation.isRaw)
        result.encodingKey = expectation.encodingKey;
    return result;
}

/// Room for the decoded file is reserved before its first chunk comes, so a table that claims more than its
/// chunks can hold is refused before.
std::optional<blte::Fault> impossibleClaim(const blte::ChunkTable &table)
{
    for (std::size_t i = 0; i < table.size() && table.kind() == blte::TableKind::Blte; ++i) {
        const quint64 most = blte::mostDecoded(table[i].encodedSize);
        if (table[i].decodedSize > most)
            return blte::Fault{blte::FaultKind::SizeImpossible, static_cast<std::int64_t>(i),
                               table[i].decodedSize, most};
    }
    return {};
}

/// An archive begins with an object, and is named like its index, not by that object's header.
core::Error wrongHead(const blte::Fault &fault)
{
    core::Error error = core::errorFrom(fault);
    const bool goesOn = fault.kind == blte::FaultKind::EncodingKeyWrong && fault.found > 0 &&
                        fault.expected != blte::kUnknownSize && fault.found < fault.expected;
    if (goesOn) {
        error.detail +=
            QStringLiteral("; its object ends at byte %1 of %2: this looks like an archive, which is "
                           "named by its index")
                .arg(fault.found)
                .arg(fault.expected);
    }
    return error;
}

} // namespace

QString contradiction(quint64 size, qint64 said)
{
    return QStringLiteral("the file is %1 bytes long, %2 were said beforehand").arg(size).arg(said);
}

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
    if (m_behind > 0)
        return m_behind + kMagic.size();
    if (!m_isBlte)
        return kMagic.size();
    return std::max<quint64>(m_parser.headerSize(), kPreamble);
}

HeadReader::Result HeadReader::push(std::span<const std::uint8_t> bytes)
{
    m_received += bytes.size();
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    if (m_behind > 0)
        return lookBehind();
    if (m_isBlte)
        return parse();
    const bool isAnything = m_expectation.isRaw && !m_expectation.encodingKey;
    return m_bytes.size() >= kMagic.size() || isAnything ? decide() : Result{};
}

HeadReader::Result HeadReader::finish()
{
    if (isComplete())
        return {};
    if (m_behind > 0)
        return core::failure(core::ErrorKind::EncodingKeyWrong, QStringLiteral("header"));
    if (m_isBlte)
        return core::failure(core::ErrorKind::Truncated, QStringLiteral("inside the BLTE header"));
    m_expectation.objectSize = m_received;
    return decide();
}

HeadReader::Result HeadReader::decide()
{
    const bool mayBeBlte = !m_expectation.isRaw || m_expectation.encodingKey;
    m_isBlte = mayBeBlte && beginsWithMagic(m_bytes);
    return m_isBlte ? parse() : takePlain();
}

HeadReader::Result HeadReader::parse()
{
    const auto used = m_parser.push(std::span(m_bytes).subspan(m_parsed));
    if (!used)
        return tl::unexpected(wrongHead(used.error()));
    if (keepsBytes())
        m_parsed += *used;
    else
        m_bytes.erase(m_bytes.begin(), m_bytes.begin() + static_cast<std::ptrdiff_t>(*used));
    return m_parser.isComplete() ? takeBlte(m_parser.takeTable()) : Result{};
}

HeadReader::Result HeadReader::takeBlte(blte::ChunkTable table)
{
    if (keepsBytes())
        return takeEncoded(table);
    if (const auto fault = impossibleClaim(table))
        return tl::unexpected(core::errorFrom(*fault));
    if (auto ok = checkSize(table.decodedSize()); !ok)
        return ok;
    take(std::move(table));
    return {};
}

/// The object is kept as it is: proven piece by piece. Where an object with another key ends and the next one
/// follows, it is an archive, which this alone does not prove.
HeadReader::Result HeadReader::takeEncoded(const blte::ChunkTable &table)
{
    const bool isNamed =
        table.kind() == blte::TableKind::Headerless || table.headerMd5() == m_expectation.encodingKey->digest;
    if (!isNamed) {
        m_behind = table.encodedSize();
        return lookBehind();
    }
    if (auto ok = checkSize(table.decodedSize()); !ok)
        return ok;
    take(blte::ChunkTable::encoded(table, *m_expectation.encodingKey));
    return {};
}

qint64 HeadReader::trailingBytes() const
{
    const quint64 size = m_expectation.objectSize;
    const quint64 end = m_table ? m_table->encodedSize() : blte::kUnknownSize;
    const bool isKnown = size != blte::kUnknownSize && end != blte::kUnknownSize;
    return isKnown && size > end ? static_cast<qint64>(size - end) : 0;
}

HeadReader::Result HeadReader::lookBehind()
{
    const quint64 end = m_behind + kMagic.size();
    const bool mayFollow = end <= kFarthestLook && end <= m_expectation.objectSize;
    if (mayFollow && m_bytes.size() < end)
        return {};
    if (!mayFollow || !beginsWithMagic(std::span(m_bytes).subspan(static_cast<std::size_t>(m_behind))))
        return core::failure(core::ErrorKind::EncodingKeyWrong, QStringLiteral("header"));
    const quint64 size = m_expectation.objectSize;
    take(blte::ChunkTable::plain(size, size == blte::kUnknownSize ? size : pieceSizeFor(size)));
    return {};
}

bool HeadReader::isWrongPage() const
{
    const bool isPage = looksLikePage(m_bytes);
    if (m_expectation.pages == PagePolicy::Never)
        return isPage && !m_bytes.empty();
    if (!isPage || !isPageType(m_expectation.contentType))
        return false;
    return m_expectation.pages == PagePolicy::Suspect ||
           (m_expectation.begunSize && m_expectation.begunSize != m_expectation.objectSize);
}

/// Anything may be a plain file, but where a BLTE object was named, or a page came instead of a file, it is
/// not what was asked for.
HeadReader::Result HeadReader::takePlain()
{
    const bool isPage = isPageType(m_expectation.contentType);
    if (m_expectation.encodingKey) {
        if (isPage || (!m_bytes.empty() && m_bytes.front() == '<'))
            return core::failure(core::ErrorKind::WrongContent,
                                 QStringLiteral("a web page instead of BLTE data"));
        return core::failure(core::ErrorKind::NotBlte, QStringLiteral("the first bytes are not \"BLTE\""));
    }
    if (isWrongPage())
        return core::failure(core::ErrorKind::WrongContent, QStringLiteral("a web page instead of the file"));
    const quint64 size = m_expectation.objectSize;
    // What a BLTE object decodes to is no fact about its own bytes.
    if (auto ok = beginsWithMagic(m_bytes) ? Result{} : checkSize(size); !ok)
        return ok;
    take(blte::ChunkTable::plain(size, size == blte::kUnknownSize ? size : pieceSizeFor(size)));
    return {};
}

void HeadReader::take(blte::ChunkTable table)
{
    m_table = std::make_shared<const blte::ChunkTable>(std::move(table));
    m_rest = std::exchange(m_bytes, {});
}

HeadReader::Result HeadReader::checkSize(quint64 decodedSize) const
{
    const auto said = m_expectation.decodedSize;
    if (!said || decodedSize == blte::kUnknownSize || decodedSize == static_cast<quint64>(*said))
        return {};
    return core::failure(core::ErrorKind::LengthContradicts, contradiction(decodedSize, *said));
}

} // namespace transfer
