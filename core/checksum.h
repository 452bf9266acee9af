#pragma once

#include <QByteArray>
#include <QString>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

struct nettle_hash;

namespace core {

/// What a list or a Metalink says of a file's content, besides the MD5 that CDNs know files by. A value.
struct Checksum
{
    enum class Kind { Sha1, Sha224, Sha256, Sha384, Sha512 };
    Kind kind = Kind::Sha256;
    QByteArray digest; ///< as bytes
    bool operator==(const Checksum &) const = default;
};

/// "sha-256", as aria2 and Metalink call it.
QString name(Checksum::Kind kind);
/// Also without the dash, in any case; empty: another one.
std::optional<Checksum::Kind> checksumKind(const QString &name);
/// Of hex digits of either case; empty when they are not as many as there must be, or none.
std::optional<Checksum> checksumFromHex(Checksum::Kind kind, const QString &hex);

/// One running checksum. Not thread-safe.
class RunningChecksum
{
public:
    explicit RunningChecksum(Checksum::Kind kind);
    void update(std::span<const std::uint8_t> bytes);
    /// Of everything since construction or the last finish(); starts anew.
    QByteArray finish();

private:
    const nettle_hash *m_hash;
    std::unique_ptr<std::max_align_t[]> m_context;
};

} // namespace core
