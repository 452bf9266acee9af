#pragma once

#include "core/blte/output.h"
#include "core/blte/salsa20.h"
#include "core/blte/workspace.h"

namespace blte {

/// What stands between the mode byte 'E' and the ciphertext (README.md, "Encryption").
struct EncryptionHeader
{
    static constexpr std::size_t kLongest = 1 + 8 + 1 + 8 + 1;

    std::size_t size = 0; ///< of the header itself
    KeyName keyName{};
    std::array<std::uint8_t, 8> iv{}; ///< zero-padded
    std::uint8_t cipher = 0;
};

/// Reads the header from the first bytes of the chunk's data; empty when it goes on beyond them.
tl::expected<std::optional<EncryptionHeader>, Fault> readEncryptionHeader(Bytes data);

/// What to say of an E chunk whose plaintext begins with E again: ModeUnsupported, as of any mode that is
/// none. Nobody makes such chunks, so it is taken for the plaintext of a wrong key.
tl::unexpected<Fault> encryptedTwice();

/// Finds the key and sets the cipher up for this chunk: CipherUnsupported, KeyMissing.
Outcome beginDecryption(const EncryptionHeader &header, ChunkContext &context, Salsa20 &cipher);

} // namespace blte
