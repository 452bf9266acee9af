#include "core/cache/entry.h"

#include <QtEndian>
#include <array>

namespace cache {

namespace {

// The footer, from its beginning:
//   0  "SluiceC1"
//   8  u64 LE  bytes of the entry
//  16  u8[16]  MD5 of the entry's path below the cache's folder, in UTF-8
//  32  u8[16]  MD5 of the entry's bytes
constexpr QByteArrayView kMagic("SluiceC1");

blte::Bytes view(QByteArrayView bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.data()), static_cast<std::size_t>(bytes.size())};
}

QByteArray digestOf(QByteArrayView bytes)
{
    const blte::Digest digest = blte::md5(view(bytes));
    return {reinterpret_cast<const char *>(digest.data()), static_cast<qsizetype>(digest.size())};
}

QString folderOf(EntryKey::Kind kind)
{
    switch (kind) {
    case EntryKey::Kind::Config:
        return QStringLiteral("config");
    case EntryKey::Kind::Index:
        return QStringLiteral("index");
    case EntryKey::Kind::Encoded:
        return QStringLiteral("encoded");
    case EntryKey::Kind::Decoded:
        return QStringLiteral("decoded");
    case EntryKey::Kind::Service:
        break;
    }
    return QStringLiteral("service");
}

QByteArray footerFor(const QString &path, QByteArrayView bytes)
{
    QByteArray footer = kMagic.toByteArray();
    footer.resize(kMagic.size() + qsizetype{sizeof(quint64)});
    qToLittleEndian(static_cast<quint64>(bytes.size()), footer.data() + kMagic.size());
    return footer + digestOf(path.toUtf8()) + digestOf(bytes);
}

} // namespace

QString relativePath(const EntryKey &key)
{
    const QString name = QString::fromStdString(blte::toHex(key.name));
    const QString space = QString::fromLatin1(digestOf(key.space.toUtf8()).first(8).toHex());
    QString path = folderOf(key.kind) + u'/' + name.left(2) + u'/' + name + u'-' + space;
    if (key.part)
        path += u'-' + QString::number(key.part->first) + u'+' + QString::number(key.part->size);
    return path;
}

QByteArray footerOf(const EntryKey &key, QByteArrayView bytes)
{
    return footerFor(relativePath(key), bytes);
}

std::optional<QByteArray> withoutFooter(const EntryKey &key, QByteArray file)
{
    if (!isWhole(relativePath(key), file))
        return std::nullopt;
    file.chop(kFooterSize);
    return file;
}

bool isWhole(const QString &relativePath, QByteArrayView file)
{
    if (file.size() < kFooterSize)
        return false;
    return file.last(kFooterSize) == footerFor(relativePath, file.chopped(kFooterSize));
}

} // namespace cache
