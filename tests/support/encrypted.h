#pragma once

#include "core/blte/armadillokey.h"
#include "core/blte/objectcipher.h"

#include <QByteArray>

namespace support {

/// Of the made products whose objects are all encrypted as a whole (Armadillo).
inline const blte::ArmadilloKey &armadilloKey()
{
    static const blte::ArmadilloKey key{"madeDev",
                                        {0x4b, 0x65, 0x79, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0xff}};
    return key;
}

/// The file that such a key comes in.
inline QByteArray armadilloFile(const blte::Key &key = armadilloKey().key)
{
    const blte::Digest check = blte::md5(key);
    return QByteArray(reinterpret_cast<const char *>(key.data()), static_cast<qsizetype>(key.size())) +
           QByteArray(reinterpret_cast<const char *>(check.data()), 4);
}

/// What a CDN serves under that name in place of the object.
inline QByteArray encrypted(QByteArray object, const blte::Digest &name,
                            const blte::Key &key = armadilloKey().key)
{
    blte::ObjectCipher cipher;
    cipher.begin(blte::objectKeyFor(key, name), 0);
    cipher.apply({reinterpret_cast<std::uint8_t *>(object.data()), static_cast<std::size_t>(object.size())});
    return object;
}

} // namespace support
