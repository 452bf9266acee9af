#include "core/source.h"

#include "core/address.h"
#include "core/blte/armadillokey.h"
#include "core/hex.h"

#include <QRegularExpression>
#include <QStringDecoder>
#include <QStringList>
#include <QUrlQuery>

namespace core {

namespace {

constexpr auto kNotUnderstood = ErrorKind::SourceNotUnderstood;

Result<std::optional<ByteRange>> readRange(const QString &text)
{
    const qsizetype dash = text.indexOf(u'-');
    bool okFirst = false;
    bool okLast = false;
    const qint64 first = text.left(dash).toLongLong(&okFirst);
    const qint64 last = text.mid(dash + 1).toLongLong(&okLast);
    if (dash < 1 || !okFirst || !okLast || first < 0 || last < first)
        return failure(kNotUnderstood, QStringLiteral("bytes= wants FIRST-LAST, not ") + text);
    return ByteRange{first, last};
}

Result<blte::Digest> readDigest(const QString &what, const QString &text)
{
    const auto digest = blte::digestFromHex(text.toStdString());
    if (!digest)
        return failure(kNotUnderstood, what % QStringLiteral("= wants 32 hex digits, not ") % text);
    return *digest;
}

Result<void> readOption(Source &source, const QString &key, const QString &value)
{
    if (key == u"bytes")
        return readRange(value).map([&](auto range) { source.slice = range; });
    if (key == u"ekey")
        return readDigest(key, value).map([&](auto d) { source.encodingKey = blte::EncodingKey{d}; });
    if (key == u"ckey" || key == u"md5")
        return readDigest(key, value).map([&](auto d) { source.contentKey = blte::ContentKey{d}; });
    if (const auto kind = checksumKind(key)) {
        source.checksum = checksumFromHex(*kind, value);
        if (!source.checksum)
            return failure(kNotUnderstood,
                           key % QStringLiteral("= wants the hex digits of that checksum, not ") % value);
        return {};
    }
    if (key == u"name") {
        source.name = value;
        return {};
    }
    if (key == u"size" || key == u"esize") {
        bool ok = false;
        const qint64 size = value.toLongLong(&ok);
        if (!ok || size < 0)
            return failure(kNotUnderstood, key % QStringLiteral("= wants a number of bytes, not ") % value);
        (key == u"size" ? source.decodedSize : source.encodedSize) = size;
        return {};
    }
    if (key == u"primaries") {
        bool ok = false;
        source.primaries = value.toInt(&ok);
        if (!ok || source.primaries < 1)
            return failure(kNotUnderstood,
                           QStringLiteral("primaries= wants a number of addresses, not ") + value);
        return {};
    }
    if (key == u"armadillo") {
        source.armadillo = value;
        if (!blte::isArmadilloName(value.toStdString()))
            return failure(kNotUnderstood, QStringLiteral("armadillo= wants the name of a key"));
        return {};
    }
    if (key == u"header") {
        if (source.headers.size() >= kMostRequestHeaders)
            return failure(kNotUnderstood, QStringLiteral("more headers than servers take"));
        return requestHeaderFromText(value).map([&](auto header) { source.headers.append(header); });
    }
    return failure(kNotUnderstood, QStringLiteral("unknown part of the fragment: ") + key);
}

/// A word that says something about the bytes, as we spell it or as others do.
bool isMeant(const QString &key)
{
    static const QStringList known{
        QStringLiteral("bytes"),     QStringLiteral("ekey"),      QStringLiteral("ckey"),
        QStringLiteral("size"),      QStringLiteral("name"),      QStringLiteral("md5"),
        QStringLiteral("range"),     QStringLiteral("checksum"),  QStringLiteral("hash"),
        QStringLiteral("primaries"), QStringLiteral("armadillo"), QStringLiteral("esize"),
        QStringLiteral("header")};
    return known.contains(key.toLower()) || key.startsWith(u"sha", Qt::CaseInsensitive);
}

bool looksLikeOptions(const QString &fragment)
{
    const QStringList parts = fragment.split(u'&', Qt::SkipEmptyParts);
    return std::any_of(parts.begin(), parts.end(), [](const QString &part) {
        return part.contains(u'=') && isMeant(part.section(u'=', 0, 0));
    });
}

/// QUrl's own takes a byte order mark at the beginning for no part of the text.
QString fromPercentEncoding(const QString &text)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return decoder(QByteArray::fromPercentEncoding(text.toUtf8()));
}

/// A fragment that is none of ours (a page's anchor, "page=3" of a document) says nothing about the bytes, so
/// it is dropped. With one word that does, all must be understood.
Result<void> readFragment(Source &source, const QString &fragment)
{
    if (!looksLikeOptions(fragment))
        return {};
    for (const QString &part : fragment.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = part.indexOf(u'=');
        const QString value = fromPercentEncoding(part.mid(equals + 1));
        if (auto ok = readOption(source, part.left(equals), value); !ok)
            return ok;
    }
    return {};
}

} // namespace

Result<Source> sourceFromLine(const QString &line)
{
    Source source;
    for (const QString &part : line.split(u'\t', Qt::SkipEmptyParts)) {
        auto address = addressFromText(part);
        if (!address)
            return failure(address.error());
        if (auto ok = readFragment(source, address->fragment); !ok)
            return failure(ok.error());
        if (!source.mirrors.contains(address->url))
            source.mirrors.append(address->url);
    }
    if (source.mirrors.isEmpty())
        return failure(kNotUnderstood, QStringLiteral("the line is empty"));
    return source;
}

QString toLine(const Source &source)
{
    if (!source.set.isEmpty())
        return source.set;
    if (source.mirrors.isEmpty())
        return {};
    QStringList options;
    if (source.slice)
        options << QStringLiteral("bytes=%1-%2").arg(source.slice->first).arg(source.slice->last);
    if (source.encodingKey)
        options << QStringLiteral("ekey=") + hex(source.encodingKey->digest);
    if (source.contentKey)
        options << QStringLiteral("ckey=") + hex(source.contentKey->digest);
    if (source.checksum)
        options << name(source.checksum->kind) + u'=' + QString::fromLatin1(source.checksum->digest.toHex());
    if (source.decodedSize)
        options << QStringLiteral("size=%1").arg(*source.decodedSize);
    if (source.encodedSize)
        options << QStringLiteral("esize=%1").arg(*source.encodedSize);
    if (!source.name.isEmpty())
        options << QStringLiteral("name=") + QString::fromLatin1(QUrl::toPercentEncoding(source.name, "/"));
    if (source.primaries > 0)
        options << QStringLiteral("primaries=%1").arg(source.primaries);
    if (!source.armadillo.isEmpty())
        options << QStringLiteral("armadillo=") + source.armadillo;
    for (const RequestHeader &header : source.headers)
        options << QStringLiteral("header=") + QString::fromLatin1(QUrl::toPercentEncoding(toText(header)));
    QStringList urls;
    for (const QUrl &url : source.mirrors)
        urls << addressText(url);
    if (!options.isEmpty())
        urls.first() += u'#' + options.join(u'&');
    return urls.join(u'\t');
}

Source withoutCredentials(Source source)
{
    for (QUrl &url : source.mirrors)
        url.setUserInfo({});
    source.headers.clear();
    return source;
}

QString withoutCredentials(const QString &text)
{
    if (!text.contains(u"://"))
        return text;
    // A slash, a question mark or a number sign ends what may stand before the '@' (RFC 3986, 3.2).
    static const QRegularExpression userInfo(QStringLiteral(R"(://[^/?#\s"'<>]*@)"));
    static const QRegularExpression header(QStringLiteral(R"(([#&])header=[^&\s"'<>]*&?)"),
                                           QRegularExpression::CaseInsensitiveOption);
    QString result = text;
    result.replace(userInfo, QStringLiteral("://"));
    while (result.contains(header)) // the one behind it begins with the same sign
        result.replace(header, QStringLiteral("\\1"));
    return result;
}

QString identity(const Source &source)
{
    if (!source.set.isEmpty())
        return QStringLiteral("set:") + source.set;
    if (source.encodingKey)
        return QStringLiteral("ekey:") + hex(source.encodingKey->digest);
    const QString slice =
        source.slice ? QStringLiteral("@%1-%2").arg(source.slice->first).arg(source.slice->last) : QString();
    const QString key = source.armadillo.isEmpty() ? QString() : u'!' + source.armadillo;
    return (source.mirrors.isEmpty() ? QString() : addressText(source.mirrors.first())) + slice + key;
}

QString nameFromUrl(const QUrl &url)
{
    const QString name = url.fileName(QUrl::FullyDecoded);
    return name == u"." || name == u".." ? QString() : name; // a folder's, by another name
}

} // namespace core
