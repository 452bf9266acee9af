#pragma once

#include "core/blte/md5blocks.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace blte {

/// 16 bytes of MD5, in the order in which they are printed.
using Digest = std::array<std::uint8_t, 16>;

using Bytes = std::span<const std::uint8_t>;

/// One running MD5 (RFC 1321). Copyable: a copy goes on from the same state. Not thread-safe.
class Md5
{
public:
    void update(Bytes bytes);
    /// The digest of everything since construction or the last finish(); starts anew.
    Digest finish();

    /// Two at once, in little more than the time of one; fastest where both get the same number of bytes.
    friend void updateBoth(Md5 &first, Bytes bytes, Md5 &second, Bytes others);

private:
    Bytes begin(Bytes bytes);
    void end(Bytes bytes);

    Md5State m_state = kMd5Start;
    std::array<std::uint8_t, kMd5Block> m_block; ///< begun: the last m_size % kMd5Block bytes
    std::uint64_t m_size = 0;
};

Digest md5(Bytes bytes);

/// Lower-case hex, 32 digits.
std::string toHex(const Digest &digest);
/// Accepts exactly 32 hex digits of either case.
std::optional<Digest> digestFromHex(std::string_view hex);

} // namespace blte
