#pragma once

#include "core/blte/headerparser.h"
#include "core/error.h"
#include "core/transfer/routing/pages.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace transfer {

/// Plain files are cut into pieces of this size, larger ones only where a file would have more than
/// kMostPieces.
inline constexpr quint64 kPieceSize = 512u << 10;
inline constexpr quint64 kMostPieces = 131'072;
quint64 pieceSizeFor(quint64 fileSize);

/// The detail of LengthContradicts where a file has another size than was said of it.
QString contradiction(quint64 size, qint64 said);

/// Decides from an object's first bytes what it is, and makes its map: a BLTE header (real or headerless) or
/// a plain file. Bytes at any split; no I/O.
class HeadReader
{
public:
    struct Expectation
    {
        quint64 objectSize = blte::kUnknownSize;
        std::optional<blte::EncodingKey> encodingKey; ///< then it must be BLTE
        bool isRaw = false; ///< keep it as it is; with a key it must be BLTE all the same, and is proven
        std::optional<qint64> decodedSize; ///< said beforehand: another one is LengthContradicts
        QByteArray contentType;
        PagePolicy pages = PagePolicy::Welcome;
        /// Of a file that was begun: a page of another size is not what it was.
        std::optional<quint64> begunSize = {};
    };

    explicit HeadReader(Expectation expectation);

    /// Takes bytes from the object's start on. When isComplete(), rest() is what lies behind the header.
    tl::expected<void, core::Error> push(std::span<const std::uint8_t> bytes);
    /// The object ended.
    tl::expected<void, core::Error> finish();

    bool isComplete() const { return m_table != nullptr; }
    quint64 received() const { return m_received; }
    /// Bytes of the object that must be seen before isComplete(), as far as that is known now.
    quint64 needed() const;
    std::shared_ptr<const blte::ChunkTable> table() const { return m_table; }
    /// So many bytes of the object lie behind its last chunk; 0 when that is not known.
    qint64 trailingBytes() const;
    /// What came and belongs to the table's chunks; of an object kept as it is that is all of it.
    std::span<const std::uint8_t> rest() const { return m_rest; }

private:
    using Result = tl::expected<void, core::Error>;

    Result decide();
    Result parse();
    Result takeBlte(blte::ChunkTable table);
    Result takeEncoded(const blte::ChunkTable &table);
    Result lookBehind();
    Result takePlain();
    bool isWrongPage() const;
    void take(blte::ChunkTable table);
    Result checkSize(quint64 decodedSize) const;
    bool keepsBytes() const { return m_expectation.isRaw; }

    Expectation m_expectation;
    blte::HeaderParser m_parser;
    std::vector<std::uint8_t>
        m_bytes; ///< the first ones until it is clear what this is; then what is unparsed
    std::vector<std::uint8_t> m_rest;
    quint64 m_received = 0;
    std::size_t m_parsed = 0; ///< of m_bytes, where they are kept
    bool m_isBlte = false;
    quint64 m_behind = 0; ///< where the first object of what may be an archive ends; 0: it is none
    std::shared_ptr<const blte::ChunkTable> m_table;
};

} // namespace transfer
