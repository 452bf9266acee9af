#pragma once

#include "core/blte/chunktable.h"
#include "core/blte/fault.h"

#include <optional>
#include <tl/expected.hpp>

namespace blte {

/// What is known about an object before its first byte, to hold the header against. All optional.
struct HeaderExpectation
{
    std::uint64_t encodedSize = kUnknownSize; ///< complete length of the object
    std::optional<EncodingKey> encodingKey;
    /// Policy: larger tables are TableTooLarge, before any of their entries is taken. 2^20 chunks, of the
    /// usual 256 KiB a file of 256 GiB, take 80 MiB of memory as a ChunkTable; the format's 2^24 would
    /// take 1.3 GiB.
    std::uint64_t largestHeader = 12 + (24u << 20);
};

/// Reads a BLTE header from bytes that arrive in any split. Format: wowdev.wiki/BLTE; big-endian.
///
///   u32 'BLTE' · u32 headerSize · [u8 format (0x0F, 0x10) · u24 count · count entries of 24 or 40 bytes]
///
/// Bytes after the last chunk are the reader's to report: a known encodedSize larger than the table's sum is
/// accepted (real CDN files have trailing bytes), a smaller one is SizesContradict.
/// Memory: the header itself, allocated only as the bytes arrive. Not thread-safe.
class HeaderParser
{
public:
    explicit HeaderParser(HeaderExpectation expectation = {});

    /// Takes header bytes; returns how many of `bytes` belonged to the header (all, until isComplete()).
    /// NotBlte is reported as soon as the first four bytes are there, size contradictions as soon as byte 12
    /// is.
    tl::expected<std::size_t, Fault> push(Bytes bytes);
    bool isComplete() const { return m_table.has_value(); }
    /// How many bytes the header has in all: known from byte 8 on (8 for headerless); 0 before.
    std::uint64_t headerSize() const { return m_headerSize; }
    /// Only when complete; the parser is spent afterwards.
    ChunkTable takeTable();

private:
    std::size_t bytesToNextCheck() const;
    tl::expected<void, Fault> checkWhatIsThere();
    tl::expected<void, Fault> checkHeaderSize();
    tl::expected<void, Fault> checkPreamble();
    tl::expected<void, Fault> readTable();
    std::uint64_t claimedSize() const;

    HeaderExpectation m_expectation;
    std::vector<std::uint8_t> m_header;
    std::uint64_t m_headerSize = 0;
    std::optional<ChunkTable> m_table;
    std::optional<Fault> m_fault; ///< set once: a parser that failed refuses everything
};

} // namespace blte
