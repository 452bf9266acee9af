#include "core/transfer/objectfile.h"

#include "core/bytes.h"
#include "core/tact/archiveindex.h"
#include "core/tact/objectkind.h"

#include <algorithm>

namespace transfer {

ObjectFile::ObjectFile(const QString &path)
    : QFile(path)
{
}

bool ObjectFile::openObject(const blte::KeyStore *keys)
{
    const auto name = tact::hashInName(fileName().toStdString());
    const auto known = keys && name ? keys->armadilloKeys() : std::vector<blte::ArmadilloKey>();
    if (known.empty())
        return open(QIODevice::ReadOnly);
    // So what is asked of readData() is what is asked of this, at pos().
    if (!open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return false;
    for (auto key = known.begin(); !looksClear(*name) && key != known.end(); ++key) {
        m_key = blte::objectKeyFor(key->key, *name);
        m_keyName = core::fromUtf8(key->name);
        if (looksClear(*name))
            return true;
        m_key.reset();
        m_keyName.clear();
    }
    return true;
}

bool ObjectFile::openWith(const std::optional<blte::ObjectKey> &key)
{
    m_key = key;
    return key ? open(QIODevice::ReadOnly | QIODevice::Unbuffered) : open(QIODevice::ReadOnly);
}

/// An index by its end, everything else by its beginning.
bool ObjectFile::looksClear(const blte::Digest &name)
{
    const std::string path = fileName().toStdString();
    const bool isIndex = tact::recognise({}, path) == tact::ObjectKind::Index;
    const qint64 footer = std::min(size(), static_cast<qint64>(tact::IndexFooter::kSize));
    seek(isIndex ? size() - footer : 0);
    const QByteArray bytes = read(isIndex ? footer : static_cast<qint64>(tact::kRecognised));
    seek(0);
    return isIndex ? blte::md5(core::bytesOf(bytes)) == name
                   : tact::recognise(core::bytesOf(bytes), path) != tact::ObjectKind::Other;
}

qint64 ObjectFile::readData(char *data, qint64 maxSize)
{
    const qint64 at = pos();
    const qint64 got = QFile::readData(data, maxSize);
    if (m_key && got > 0) {
        m_cipher.begin(*m_key, static_cast<std::uint64_t>(at));
        m_cipher.apply({reinterpret_cast<std::uint8_t *>(data), static_cast<std::size_t>(got)});
    }
    return got;
}

QByteArray applied(const std::optional<blte::ObjectKey> &key, QByteArray bytes, qint64 offset)
{
    if (!key)
        return bytes;
    blte::ObjectCipher stream;
    stream.begin(*key, static_cast<std::uint64_t>(offset));
    stream.apply({reinterpret_cast<std::uint8_t *>(bytes.data()), static_cast<std::size_t>(bytes.size())});
    return bytes;
}

} // namespace transfer
