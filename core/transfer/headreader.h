#pragma once

#include "core/blte/headerparser.h"
#include "core/error.h"

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

/// Decides from an object's first bytes what it is, and makes its map: a BLTE header (real or headerless) or
/// a plain file. Bytes at any split; no I/O.
class HeadReader
{
public:
    struct Expectation
    {
        quint64 objectSize = blte::kUnknownSize;
        std::optional<blte::EncodingKey> encodingKey; ///< then it must be BLTE
        bool isRaw = false;                           ///< take it as it is, whatever it is
        QByteArray contentType;
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
    std::span<const std::uint8_t> rest() const { return m_rest; }

private:
    tl::expected<void, core::Error> decide();
    tl::expected<void, core::Error> parse();
    tl::expected<void, core::Error> takePlain();

    Expectation m_expectation;
    blte::HeaderParser m_parser;
    std::vector<std::uint8_t>
        m_bytes; ///< the first ones until it is clear what this is; then what is unparsed
    std::vector<std::uint8_t> m_rest;
    quint64 m_received = 0;
    bool m_isBlte = false;
    std::shared_ptr<const blte::ChunkTable> m_table;
};

} // namespace transfer
