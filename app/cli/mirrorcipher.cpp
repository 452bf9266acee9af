#include "app/cli/mirrorcipher.h"

namespace app {

MirrorCipher cipherOf(const catalog::CdnHosts &hosts, const catalog::CdnObject &object,
                      const blte::KeyStore *keys)
{
    if (hosts.armadillo.isEmpty() || object.kind == catalog::CdnObject::Kind::ProductConfig || !keys)
        return std::nullopt;
    const auto key = keys->findArmadillo(hosts.armadillo.toStdString());
    return key ? MirrorCipher(blte::objectKeyFor(*key, object.path.hash)) : std::nullopt;
}

QByteArray applied(const MirrorCipher &cipher, QByteArray bytes, qint64 offset)
{
    if (!cipher)
        return bytes;
    blte::ObjectCipher stream;
    stream.begin(*cipher, static_cast<std::uint64_t>(offset));
    stream.apply({reinterpret_cast<std::uint8_t *>(bytes.data()), static_cast<std::size_t>(bytes.size())});
    return bytes;
}

} // namespace app
