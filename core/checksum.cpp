#include "core/checksum.h"

#include <array>
#include <cstddef>
#include <nettle/nettle-meta.h>

namespace core {

namespace {

struct Algorithm
{
    Checksum::Kind kind;
    const char *name;
    const nettle_hash *hash;
};

const std::array<Algorithm, 5> &algorithms()
{
    static const std::array<Algorithm, 5> kAlgorithms{
        Algorithm{Checksum::Kind::Sha1, "sha-1", &nettle_sha1},
        Algorithm{Checksum::Kind::Sha224, "sha-224", &nettle_sha224},
        Algorithm{Checksum::Kind::Sha256, "sha-256", &nettle_sha256},
        Algorithm{Checksum::Kind::Sha384, "sha-384", &nettle_sha384},
        Algorithm{Checksum::Kind::Sha512, "sha-512", &nettle_sha512}};
    return kAlgorithms;
}

const Algorithm &algorithmOf(Checksum::Kind kind)
{
    return algorithms()[static_cast<std::size_t>(kind)];
}

} // namespace

QString name(Checksum::Kind kind)
{
    return QString::fromLatin1(algorithmOf(kind).name);
}

std::optional<Checksum::Kind> checksumKind(const QString &name)
{
    const QString bare = name.trimmed().toLower().remove(u'-');
    for (const Algorithm &algorithm : algorithms()) {
        if (bare == QString::fromLatin1(algorithm.name).remove(u'-'))
            return algorithm.kind;
    }
    return std::nullopt;
}

std::optional<Checksum> checksumFromHex(Checksum::Kind kind, const QString &hex)
{
    const QByteArray digits = hex.trimmed().toLatin1().toLower();
    const QByteArray digest = QByteArray::fromHex(digits);
    if (digest.size() != static_cast<qsizetype>(algorithmOf(kind).hash->digest_size) ||
        digest.toHex() != digits)
        return std::nullopt;
    return Checksum{kind, digest};
}

RunningChecksum::RunningChecksum(Checksum::Kind kind)
    : m_hash(algorithmOf(kind).hash)
    , m_context(std::make_unique<std::max_align_t[]>(m_hash->context_size / sizeof(std::max_align_t) + 1))
{
    m_hash->init(m_context.get());
}

void RunningChecksum::update(std::span<const std::uint8_t> bytes)
{
    m_hash->update(m_context.get(), bytes.size(), bytes.data());
}

QByteArray RunningChecksum::finish()
{
    QByteArray digest(static_cast<qsizetype>(m_hash->digest_size), '\0');
    m_hash->digest(m_context.get(), m_hash->digest_size, reinterpret_cast<std::uint8_t *>(digest.data()));
    return digest;
}

} // namespace core
