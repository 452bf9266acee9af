#pragma once

#include "core/blte/keys.h"

#include <nettle/salsa20.h>

namespace blte {

/// Salsa20/20 with a 16-byte key ("expand 16-byte k"), for bytes that come in any split.
class Salsa20
{
public:
    using Nonce = std::array<std::uint8_t, SALSA20_NONCE_SIZE>;

    /// The key stream begins at block 0.
    void begin(const Key &key, const Nonce &nonce);
    /// The key stream goes on with its byte `offset`.
    void seek(std::uint64_t offset);
    /// `out` must be as large as `in`, and may be the same bytes.
    void apply(Bytes in, std::span<std::uint8_t> out);

private:
    salsa20_ctx m_state;
    std::array<std::uint8_t, SALSA20_BLOCK_SIZE> m_block; ///< key stream of the block that was begun
    std::size_t m_blockUsed = SALSA20_BLOCK_SIZE;         ///< bytes of m_block already used up
};

} // namespace blte
