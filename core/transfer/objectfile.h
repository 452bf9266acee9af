#pragma once

#include "core/blte/keystore.h"
#include "core/blte/objectcipher.h"

#include <QFile>

namespace transfer {

/// A local file that a CDN served. Where it is encrypted as a whole (Armadillo) under its name, with a key of
/// the store, it is clear when it is read.
class ObjectFile : public QFile
{
public:
    ObjectFile() = default;
    explicit ObjectFile(const QString &path);

    /// For reading; `keys` may be null.
    bool openObject(const blte::KeyStore *keys);
    /// For reading, with the key that is known beforehand; without one it is taken as it is.
    bool openWith(const std::optional<blte::ObjectKey> &key);
    /// The name of the key; empty where none was needed, or none fits.
    const QString &keyName() const { return m_keyName; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;

private:
    bool looksClear(const blte::Digest &name);

    std::optional<blte::ObjectKey> m_key;
    blte::ObjectCipher m_cipher;
    QString m_keyName;
};

/// Decrypted, or encrypted, which is the same: the bytes that lie in such an object from `offset` on. Without
/// a key they stay as they are. Pure.
QByteArray applied(const std::optional<blte::ObjectKey> &key, QByteArray bytes, qint64 offset = 0);

} // namespace transfer
