#pragma once

#include "core/blte/keys.h"

#include <memory>

namespace blte {

class Salsa20;

/// What an object that its CDN keeps encrypted as a whole is decrypted with (Armadillo; README.md, "Objects
/// that are encrypted as a whole"). A value. Holds key bytes: never printed, never logged, never stored.
struct ObjectKey
{
    Key key{};
    std::array<std::uint8_t, 8> nonce{}; ///< the last 8 bytes of the object's name

    bool operator==(const ObjectKey &) const = default;
};
/// `name` is that of the object as it lies on the CDN: of a slice, that of its archive.
ObjectKey objectKeyFor(const Key &key, const Digest &name);

/// Decrypts (and encrypts, which is the same) bytes of such an object from any byte on, in any split. No
/// call but the first begin() allocates. Not thread-safe.
class ObjectCipher
{
public:
    ObjectCipher();
    ~ObjectCipher();
    ObjectCipher(const ObjectCipher &) = delete;
    ObjectCipher &operator=(const ObjectCipher &) = delete;

    /// The next byte is that at `offset` in the object, as it lies on the CDN.
    void begin(const ObjectKey &key, std::uint64_t offset);
    /// In place: the bytes that follow those before.
    void apply(std::span<std::uint8_t> bytes);

private:
    const std::unique_ptr<Salsa20> m_stream;
};

} // namespace blte
