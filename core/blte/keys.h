#pragma once

#include "core/blte/digest.h"

#include <compare>

namespace blte {

/// The name of an object on the CDN: MD5 of its BLTE header, or of the whole object when it has no header
/// (README.md, "Hashes"). Proves the chunk table, and through it every chunk's encoded bytes.
struct EncodingKey
{
    Digest digest{};
    auto operator<=>(const EncodingKey &) const = default;
};

/// MD5 of the decoded bytes. The only proof of the decoded file.
struct ContentKey
{
    Digest digest{};
    auto operator<=>(const ContentKey &) const = default;
};

/// The name of an encryption key: the number printed in WoW.txt, that is the 8 bytes of a chunk's E header
/// read little-endian (README.md, "Encryption").
enum class KeyName : std::uint64_t {};

/// 16 secret bytes. Never printed, never logged.
using Key = std::array<std::uint8_t, 16>;

/// A key that something was decrypted with, told apart from others of its name without its bytes: the first
/// four bytes of its MD5, by which nobody finds a random key.
struct UsedKey
{
    KeyName name{};
    std::uint32_t check = 0;
    auto operator<=>(const UsedKey &) const = default;
};
std::uint32_t checkOf(const Key &key);

/// 16 upper-case hex digits, as in WoW.txt.
std::string toHex(KeyName name);
/// The same 8 bytes read in the other order (keyring files and ESpecs use it).
KeyName reversed(KeyName name);

} // namespace blte
