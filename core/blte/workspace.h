#pragma once

#include "core/blte/buffer.h"
#include "core/blte/chunkdecoder.h"

#include <libdeflate.h>

namespace blte {

/// Scratch that holds nothing from one call to the next, so decoders of one thread can share it.
struct Workspace::Private
{
    Private();
    ~Private();
    Private(const Private &) = delete;
    Private &operator=(const Private &) = delete;

    /// That of the objects inside F chunks: their decoding happens in the middle of ours.
    Workspace &nested();
    void release();

    Buffer decoded; ///< a whole decoded chunk, or a piece of zlib or lz4 output
    Buffer plain;   ///< a whole decrypted chunk, or a piece of one
    libdeflate_decompressor *inflater;

private:
    std::unique_ptr<Workspace> m_nested;
};

/// What the modes need to know about the decoder and its current chunk.
struct ChunkContext
{
    Workspace::Private &workspace;
    std::shared_ptr<const KeyStore> keys;
    Limits limits;
    std::size_t index = 0;           ///< of the chunk; part of the E nonce
    std::uint64_t decodedSize = 0;   ///< kUnknownSize for a headerless object
    std::optional<KeyName> key = {}; ///< that decrypts this very chunk, once its E header was read
    std::vector<UsedKey> used = {};  ///< that one, and those of objects nested in the chunk
};

/// Encoding modes (wowdev.wiki/BLTE).
enum class Mode : std::uint8_t {
    Raw = 'N',
    Zlib = 'Z',
    Lz4 = '4',
    Encrypted = 'E',
    Nested = 'F',
};

} // namespace blte
