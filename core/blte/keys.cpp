#include "core/blte/keys.h"

#include "core/blte/endian.h"
#include "core/blte/hex.h"

namespace blte {

std::string toHex(KeyName name)
{
    const auto value = static_cast<std::uint64_t>(name);
    std::array<std::uint8_t, 8> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(value >> (56 - 8 * i));
    return hexEncoded(bytes, HexCase::Upper);
}

std::uint32_t checkOf(const Key &key)
{
    return static_cast<std::uint32_t>(readBigEndian<4>(md5(key).data()));
}

KeyName reversed(KeyName name)
{
    auto value = static_cast<std::uint64_t>(name);
    std::uint64_t swapped = 0;
    for (int i = 0; i < 8; ++i) {
        swapped = swapped << 8 | (value & 0xFF);
        value >>= 8;
    }
    return KeyName{swapped};
}

} // namespace blte
