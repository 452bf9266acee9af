#pragma once

#include "core/blte/keystore.h"
#include "core/blte/objectcipher.h"
#include "core/catalog/cdnhosts.h"

#include <QByteArray>

namespace app {

/// What an object of a mirror is encrypted with as a whole (Armadillo), as its CDN serves it. A value.
/// Nothing: it is clear.
using MirrorCipher = std::optional<blte::ObjectKey>;

/// Of an object that lies by itself, or an archive, of a build with these hosts. `keys` have the key of every
/// build that could be opened. Pure.
MirrorCipher cipherOf(const catalog::CdnHosts &hosts, const catalog::CdnObject &object,
                      const blte::KeyStore *keys);
/// Decrypted, or encrypted, which is the same: the bytes that lie in the object from `offset` on. Pure.
QByteArray applied(const MirrorCipher &cipher, QByteArray bytes, qint64 offset = 0);

} // namespace app
