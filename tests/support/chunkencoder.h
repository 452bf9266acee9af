#pragma once

#include "tests/support/bltebuilder.h"

#include <nettle/salsa20.h>
#include <zlib.h>

namespace support {

/// Encodes one chunk: decoded bytes in, encoded bytes (mode byte first) out, both in pieces.
class ChunkEncoder
{
public:
    using Emit = std::function<void(std::span<const std::uint8_t>)>;

    ChunkEncoder(const ChunkStyle &style, std::size_t index, Emit emit);
    ~ChunkEncoder();
    ChunkEncoder(const ChunkEncoder &) = delete;
    ChunkEncoder &operator=(const ChunkEncoder &) = delete;

    void push(std::span<const std::uint8_t> bytes);
    void finish();

private:
    void beginEncryption(const Encryption &encryption, std::size_t index);
    void out(std::span<const std::uint8_t> bytes);
    void outPlain(bool isLast);
    void deflatePiece(std::span<const std::uint8_t> bytes, int flush);

    ChunkStyle m_style;
    Emit m_emit;
    z_stream m_zlib{};
    salsa20_ctx m_cipher{};
    ByteVector m_plain;    ///< mode E: waiting for a full cipher block
    ByteVector m_gathered; ///< lz4 and nested: all of the payload
};

} // namespace support
