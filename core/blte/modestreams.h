#pragma once

#include "core/blte/encryptedstream.h"
#include "core/blte/lz4stream.h"
#include "core/blte/nestedstream.h"
#include "core/blte/zlibstream.h"

namespace blte {

/// The streaming path of one decoder: reads a chunk's mode byte and passes the rest to that mode's stream.
/// Streams are made when first needed and kept.
class ModeStreams
{
public:
    ModeStreams(ChunkContext &context, Output &output);

    /// A chunk of `encodedSize` bytes (mode byte included, or kUnknownSize) begins.
    void begin(std::uint64_t encodedSize);
    /// A piece of a plain file begins: no mode byte.
    void beginPlain();
    Outcome push(Bytes bytes);
    Outcome finish();
    std::uint8_t mode() const { return m_mode; } ///< 0 before it is known

    /// The stream of `mode`, opened; ModeUnsupported when there is none.
    tl::expected<ModeStream *, Fault> open(std::uint8_t mode, std::uint64_t dataSize);

private:
    class RawStream final : public ModeStream
    {
    public:
        RawStream(ChunkContext &context, Output &output);
        Outcome open(std::uint64_t dataSize) override;
        Outcome push(Bytes bytes) override;
        Outcome finish() override;

    private:
        ChunkContext &m_context;
        Output &m_output;
    };

    ModeStream *streamFor(std::uint8_t mode);

    ChunkContext &m_context;
    Output &m_output;
    std::uint64_t m_encodedSize = 0;
    std::uint8_t m_mode = 0;
    ModeStream *m_current = nullptr;
    RawStream m_raw;
    std::optional<ZlibStream> m_zlib;
    std::optional<EncryptedStream> m_encrypted;
    std::optional<NestedStream> m_nested;
    std::optional<Lz4Stream> m_lz4;
};

} // namespace blte
