#pragma once

#include <array>
#include <cstdint>
#include <memory>
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
    Md5();
    Md5(const Md5 &);
    Md5 &operator=(const Md5 &);
    ~Md5();

    void update(Bytes bytes);
    /// The digest of everything since construction or the last finish(); starts anew.
    Digest finish();

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

Digest md5(Bytes bytes);

/// Lower-case hex, 32 digits.
std::string toHex(const Digest &digest);
/// Accepts exactly 32 hex digits of either case.
std::optional<Digest> digestFromHex(std::string_view hex);

} // namespace blte
