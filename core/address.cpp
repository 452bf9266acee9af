#include "core/address.h"

#include <algorithm>

namespace core {

namespace {

constexpr auto kRefused = ErrorKind::SourceNotUnderstood;
constexpr QUrl::FormattingOptions kAsQtSends = QUrl::RemoveScheme | QUrl::RemoveAuthority |
                                               QUrl::RemoveFragment | QUrl::FullyEncoded |
                                               QUrl::NormalizePathSegments;

tl::unexpected<Error> refused(const QString &why, const QString &text)
{
    return failure(kRefused, why % QStringLiteral(": ") % text.left(200));
}

bool isHex(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

/// RFC 3986: unreserved, sub-delims, ':', '@' and '/', in paths and queries; '?' in queries.
bool mayStand(char c, bool isQuery)
{
    const bool isWord = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return isWord ||
           (c != '\0' && std::string_view("-._~!$&'()*+,;=:@/").find(c) != std::string_view::npos) ||
           (isQuery && c == '?');
}

/// A character that no address can hold, not even encoded; 0: none.
char32_t impossibleIn(const QString &text)
{
    const QList<uint> all = text.toUcs4();
    const auto found = std::find_if(all.begin(), all.end(), [](char32_t c) {
        return QChar::category(c) == QChar::Other_Control || QChar::category(c) == QChar::Other_Surrogate ||
               c == QChar::ReplacementCharacter;
    });
    return found == all.end() ? 0 : *found;
}

/// Encodes what may not stand there; what is encoded already stays as it is.
QByteArray encoded(QStringView text, bool isQuery)
{
    QByteArray result;
    const QByteArray bytes = text.toUtf8();
    result.reserve(bytes.size());
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const bool isEscape = bytes[i] == '%' && i + 2 < bytes.size() && isHex(QLatin1Char(bytes[i + 1])) &&
                              isHex(QLatin1Char(bytes[i + 2]));
        if (isEscape || mayStand(bytes[i], isQuery))
            result += bytes[i];
        else
            result += '%' + QByteArray(1, bytes[i]).toHex().toUpper();
    }
    return result;
}

/// QUrl takes "%" without digits for nothing at all in some places; here it is one.
QString unescaped(QStringView text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(encoded(text, true)));
}

struct Parts
{
    QStringView scheme;
    QStringView user;
    QStringView host; ///< with its port
    QString path;
    QStringView query; ///< null: none
    QStringView fragment;
};

qsizetype firstOf(QStringView text, QStringView ends, qsizetype from)
{
    const auto *found =
        std::find_if(text.begin() + from, text.end(), [&](QChar c) { return ends.contains(c); });
    return found - text.begin();
}

bool isSlash(QChar c)
{
    return c == u'/' || c == u'\\';
}

/// "http://" or "https://", in any case, with the slashes of any system; the length of it, or 0.
qsizetype schemeLength(QStringView text)
{
    for (const QStringView scheme : {QStringView(u"http:"), QStringView(u"https:")}) {
        const qsizetype n = scheme.size();
        if (text.startsWith(scheme, Qt::CaseInsensitive) && text.size() > n + 1 && isSlash(text[n]) &&
            isSlash(text[n + 1]))
            return n + 2;
    }
    return 0;
}

Parts split(QStringView text)
{
    Parts parts;
    const qsizetype start = schemeLength(text);
    parts.scheme = text.left(start - 3);
    const qsizetype hash = firstOf(text, u"#", start);
    if (hash < text.size()) {
        parts.fragment = text.mid(hash + 1);
        text = text.left(hash).trimmed(); // a remark of a list: "http://host/a # the first"
    }
    const qsizetype end = firstOf(text, u"/\\?", start);
    const QStringView authority = text.mid(start, end - start);
    const qsizetype at = authority.lastIndexOf(u'@');
    parts.user = authority.left(std::max<qsizetype>(at, 0));
    parts.host = authority.mid(at + 1);
    const qsizetype question = firstOf(text, u"?", end);
    parts.path = text.mid(end, question - end).toString();
    parts.path.replace(u'\\', u'/');
    if (question < text.size())
        parts.query = text.mid(question + 1);
    return parts;
}

/// False: the port is none.
bool setAuthority(QUrl &url, const Parts &parts)
{
    QStringView host = parts.host;
    const qsizetype colon = host.lastIndexOf(u':');
    if (colon > host.lastIndexOf(u']')) {
        const QStringView digits = host.mid(colon + 1);
        bool ok = false;
        const int port = digits.toInt(&ok);
        const bool areDigits =
            std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        if (!digits.isEmpty() && (!ok || !areDigits || port < 1 || port > 65535))
            return false;
        if (ok && port != (url.scheme() == u"https" ? 443 : 80))
            url.setPort(port);
        host = host.left(colon);
    }
    url.setHost(host.toString(), QUrl::TolerantMode);
    const qsizetype between = parts.user.indexOf(u':');
    if (!parts.user.isEmpty())
        url.setUserName(unescaped(parts.user.left(between < 0 ? parts.user.size() : between)),
                        QUrl::DecodedMode);
    if (between >= 0)
        url.setPassword(unescaped(parts.user.mid(between + 1)), QUrl::DecodedMode);
    return true;
}

QByteArray qtsTarget(const QUrl &url)
{
    QUrl copy = url;
    if (copy.path().isEmpty())
        copy.setPath(QStringLiteral("/"));
    return copy.toEncoded(kAsQtSends);
}

} // namespace

QString describeCharacter(char32_t character)
{
    const QString code = QStringLiteral("U+%1").arg(character, 4, 16, QLatin1Char('0')).toUpper();
    if (character == QChar::ReplacementCharacter || QChar::category(character) == QChar::Other_Surrogate)
        return code + QStringLiteral(" (text in another encoding than UTF-8)");
    return code + QStringLiteral(" (control character)");
}

Result<Address> addressFromText(const QString &text)
{
    const QString bare = text.trimmed();
    if (schemeLength(bare) == 0)
        return refused(QStringLiteral("not an http or https address"), bare);
    const Parts parts = split(bare);
    if (const char32_t bad = impossibleIn(bare.left(bare.size() - parts.fragment.size())); bad != 0)
        return refused(QStringLiteral("an address cannot hold the character ") + describeCharacter(bad),
                       bare);
    QUrl url;
    url.setScheme(parts.scheme.toString().toLower());
    if (!setAuthority(url, parts))
        return refused(QStringLiteral("the port is none from 1 to 65535"), bare);
    if (url.host().isEmpty() || !url.isValid())
        return refused(parts.host.isEmpty() ? QStringLiteral("an http or https address without a host")
                                            : QStringLiteral("not an http or https address: no usable host"),
                       bare);
    const QByteArray path = encoded(parts.path, false);
    const QByteArray query = encoded(parts.query, true);
    url.setPath(QString::fromLatin1(path), QUrl::TolerantMode);
    if (!parts.query.isNull())
        url.setQuery(QString::fromLatin1(query), QUrl::TolerantMode);
    if (!url.isValid())
        return refused(QStringLiteral("not an http or https address"), bare);
    const QByteArray target =
        (path.isEmpty() ? QByteArray("/") : path) + (parts.query.isNull() ? QByteArray() : '?' + query);
    if (target != qtsTarget(url))
        url.setFragment(QString::fromLatin1(target), QUrl::DecodedMode);
    return Address{url, parts.fragment.toString()};
}

bool hasOwnTarget(const QUrl &url)
{
    return url.hasFragment() && url.fragment().startsWith(u'/');
}

QByteArray requestTarget(const QUrl &url)
{
    return hasOwnTarget(url) ? url.fragment(QUrl::FullyDecoded).toLatin1() : qtsTarget(url);
}

QString addressText(const QUrl &url)
{
    if (!hasOwnTarget(url))
        return url.toString(QUrl::FullyEncoded | QUrl::RemoveFragment);
    return url.toString(QUrl::FullyEncoded | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment) +
           QString::fromLatin1(requestTarget(url));
}

QUrl withTargetOf(const QUrl &url, const QByteArray &reference)
{
    QString text = QString::fromUtf8(reference).trimmed();
    if (text.startsWith(u"//"))
        text.prepend(url.scheme() + u':');
    else if (text.startsWith(u'/'))
        text.prepend(url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo | QUrl::RemovePath |
                                  QUrl::RemoveQuery | QUrl::RemoveFragment));
    auto exact = addressFromText(text);
    if (!exact || exact->url.scheme() != url.scheme() || exact->url.host() != url.host())
        return url;
    exact->url.setUserInfo(url.userInfo());
    exact->url.setPort(url.port());
    return exact->url;
}

} // namespace core
