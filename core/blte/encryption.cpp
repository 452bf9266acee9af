#include "core/blte/encryption.h"

#include "core/blte/endian.h"

#include <algorithm>

namespace blte {

namespace {

// After the mode byte:
//   0  u8 keyNameLen, always 8
//   1  keyName[8], as a little-endian u64 the number of WoW.txt
//   9  u8 ivLen, 4 or 8
//  10  iv[ivLen]
//      u8 cipher: 'S' Salsa20, 'A' ARC4
constexpr std::size_t kKeyNameSize = 8;
constexpr std::size_t kIvSizeAt = 9;
constexpr std::size_t kIvAt = 10;
constexpr std::uint8_t kSalsa20 = 'S';

/// IV zero-padded to 8 bytes, the first four XORed with the chunk's index, little-endian.
Salsa20::Nonce nonceFor(const EncryptionHeader &header, std::size_t index)
{
    Salsa20::Nonce nonce = header.iv;
    for (std::size_t i = 0; i < 4; ++i)
        nonce[i] ^= static_cast<std::uint8_t>(index >> (8 * i));
    return nonce;
}

} // namespace

tl::expected<std::optional<EncryptionHeader>, Fault> readEncryptionHeader(Bytes data)
{
    if (!data.empty() && data[0] != kKeyNameSize)
        return failure(FaultKind::EncryptionCorrupt, kKeyNameSize, data[0]);
    if (data.size() <= kIvSizeAt)
        return std::nullopt;
    const std::size_t ivSize = data[kIvSizeAt];
    if (ivSize != 4 && ivSize != 8)
        return failure(FaultKind::EncryptionCorrupt, 4, ivSize);
    const std::size_t cipherAt = kIvAt + ivSize;
    if (data.size() <= cipherAt)
        return std::nullopt;

    EncryptionHeader header;
    header.size = cipherAt + 1;
    header.keyName = KeyName{readLittleEndian<8>(data.data() + 1)};
    std::copy_n(data.begin() + kIvAt, ivSize, header.iv.begin());
    header.cipher = data[cipherAt];
    return header;
}

tl::unexpected<Fault> encryptedTwice()
{
    return failure(FaultKind::ModeUnsupported, 0, 'E');
}

Outcome beginDecryption(const EncryptionHeader &header, ChunkContext &context, Salsa20 &cipher)
{
    // ARC4 ('A') has three contradicting descriptions and no sample: refused rather than guessed.
    if (header.cipher != kSalsa20)
        return failure(FaultKind::CipherUnsupported, kSalsa20, header.cipher);
    const auto key = context.keys ? context.keys->find(header.keyName) : std::nullopt;
    if (!key)
        return failure(FaultKind::KeyMissing, static_cast<std::uint64_t>(header.keyName));
    context.key = header.keyName;
    context.used.push_back({header.keyName, checkOf(*key)});
    cipher.begin(*key, nonceFor(header, context.index));
    return {};
}

} // namespace blte
