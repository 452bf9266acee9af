#pragma once

#include <QByteArray>
#include <array>
#include <cstdint>
#include <memory>

namespace storage {

/// Marks bytes that Sluice writes for itself, so that it can tell them from what anybody else wrote: the
/// first 16 bytes of an HMAC-SHA256 under a secret of this user's. A value; thread-safe as values are.
class Seal
{
public:
    static constexpr qsizetype kSize = 16;
    using Mac = std::array<std::uint8_t, kSize>;

    /// The user's own, of the data folder (AppLocalDataLocation), where the secret is made at first use: file
    /// `secret`, 32 random bytes, for the owner alone. Two processes that make it at once agree on one. Where
    /// it can be neither read nor made, it is one of this process alone: what an earlier process sealed is
    /// unknown then. Blocks the first time.
    static Seal own();
    explicit Seal(QByteArrayView secret);

    /// No allocation: there is one for each chunk.
    Mac of(QByteArrayView bytes) const;
    bool holds(QByteArrayView bytes, QByteArrayView mac) const;
    /// Another seal, for bytes of one purpose or place alone.
    Seal derived(QByteArrayView purpose) const;

private:
    struct Keyed;
    std::shared_ptr<const Keyed> m_keyed;
};

} // namespace storage
