#include "core/cache/entry.h"

#include "core/bytes.h"

#include <QIODevice>
#include <QtEndian>
#include <algorithm>
#include <array>

namespace cache {

namespace {

// The footer, from its beginning:
//   0  "SluiceC1"
//   8  u64 LE  bytes of the entry
//  16  u8[16]  MD5 of the entry's path below the cache's folder, in UTF-8
//  32  u8[16]  MD5 of the entry's bytes
constexpr QByteArrayView kMagic("SluiceC1");

QByteArray bytesOf(const blte::Digest &digest)
{
    return {reinterpret_cast<const char *>(digest.data()), static_cast<qsizetype>(digest.size())};
}

blte::Digest md5Of(QByteArrayView bytes)
{
    return blte::md5(core::bytesOf(bytes));
}

QByteArray digestOf(QByteArrayView bytes)
{
    return bytesOf(md5Of(bytes));
}

QString folderOf(EntryKey::Kind kind)
{
    switch (kind) {
    case EntryKey::Kind::Config:
        return QStringLiteral("config");
    case EntryKey::Kind::Index:
        return QStringLiteral("index");
    case EntryKey::Kind::Merged:
        return QStringLiteral("merged");
    case EntryKey::Kind::Encoded:
        return QStringLiteral("encoded");
    case EntryKey::Kind::Decoded:
        return QStringLiteral("decoded");
    case EntryKey::Kind::Service:
        break;
    }
    return QStringLiteral("service");
}

/// All of it but the digest of the bytes.
QByteArray beginningOfFooter(const QString &path, quint64 size)
{
    QByteArray footer = kMagic.toByteArray();
    footer.resize(kMagic.size() + qsizetype{sizeof(quint64)});
    qToLittleEndian(size, footer.data() + kMagic.size());
    return footer + digestOf(path.toUtf8());
}

QByteArray footerFor(const QString &path, quint64 size, const blte::Digest &md5)
{
    return beginningOfFooter(path, size) + bytesOf(md5);
}

/// MD5 of the bytes before the footer, if it is that of them and of the path.
std::optional<blte::Digest> md5OfWhole(const QString &path, QByteArrayView file)
{
    if (file.size() < kFooterSize)
        return std::nullopt;
    const QByteArrayView bytes = file.chopped(kFooterSize);
    const blte::Digest md5 = md5Of(bytes);
    if (file.last(kFooterSize) != footerFor(path, static_cast<quint64>(bytes.size()), md5))
        return std::nullopt;
    return md5;
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
    return footerOf(key, static_cast<quint64>(bytes.size()), md5Of(bytes));
}

QByteArray footerOf(const EntryKey &key, quint64 size, const blte::Digest &md5)
{
    return footerFor(relativePath(key), size, md5);
}

bool isFooterOf(const EntryKey &key, quint64 size, QByteArrayView footer)
{
    return footer.size() == kFooterSize && footer.startsWith(beginningOfFooter(relativePath(key), size));
}

std::optional<EntryBytes> withoutFooter(const EntryKey &key, QByteArray file)
{
    const auto md5 = md5OfWhole(relativePath(key), file);
    if (!md5)
        return std::nullopt;
    file.chop(kFooterSize);
    return EntryBytes{std::move(file), *md5};
}

bool isWhole(const QString &relativePath, QByteArrayView file)
{
    return md5OfWhole(relativePath, file).has_value();
}

Wholeness readBack(const QString &relativePath, QIODevice &file, const std::function<bool(qint64)> &keepOn)
{
    constexpr qint64 kPiece = 1 << 20;
    const qint64 size = file.size() - kFooterSize;
    if (size < 0)
        return Wholeness::Damaged;
    blte::Md5 md5;
    QByteArray piece;
    for (qint64 left = size; left > 0; left -= piece.size()) {
        piece = file.read(std::min(kPiece, left));
        if (piece.isEmpty())
            return Wholeness::Damaged; // it cannot be read, or has become shorter
        md5.update(core::bytesOf(piece));
        if (!keepOn(piece.size()))
            return Wholeness::Interrupted;
    }
    const QByteArray footer = footerFor(relativePath, static_cast<quint64>(size), md5.finish());
    return file.read(kFooterSize) == footer ? Wholeness::Whole : Wholeness::Damaged;
}

} // namespace cache
