#include "core/http/redirect.h"

#include <QHostAddress>

namespace http {

namespace {

constexpr auto kRefused = core::ErrorKind::RedirectRefused;

bool isSupported(const QUrl &url)
{
    return url.scheme() == u"http" || url.scheme() == u"https";
}

/// Loopback, private, link-local, shared (RFC 6598) and unspecified networks.
bool isLocalAddress(const QHostAddress &address)
{
    static const QList<QPair<QHostAddress, int>> v4{
        QHostAddress::parseSubnet(QStringLiteral("0.0.0.0/8")),
        QHostAddress::parseSubnet(QStringLiteral("10.0.0.0/8")),
        QHostAddress::parseSubnet(QStringLiteral("100.64.0.0/10")),
        QHostAddress::parseSubnet(QStringLiteral("127.0.0.0/8")),
        QHostAddress::parseSubnet(QStringLiteral("169.254.0.0/16")),
        QHostAddress::parseSubnet(QStringLiteral("172.16.0.0/12")),
        QHostAddress::parseSubnet(QStringLiteral("192.168.0.0/16")),
    };
    static const QList<QPair<QHostAddress, int>> v6{
        QHostAddress::parseSubnet(QStringLiteral("::/127")), // unspecified and loopback
        QHostAddress::parseSubnet(QStringLiteral("fc00::/7")),
        QHostAddress::parseSubnet(QStringLiteral("fe80::/10")),
    };
    bool isV4 = false;
    const QHostAddress plain(address.toIPv4Address(&isV4)); // ::ffff:127.0.0.1 is 127.0.0.1
    const auto &networks = isV4 ? v4 : v6;
    return std::any_of(networks.begin(), networks.end(),
                       [&](const auto &n) { return (isV4 ? plain : address).isInSubnet(n); });
}

/// By name alone; nothing is looked up.
bool isLocalHost(QString host)
{
    if (host.endsWith(u'.'))
        host.chop(1);
    if (const QHostAddress address(host); !address.isNull())
        return isLocalAddress(address);
    return !host.contains(u'.') || host.endsWith(u".localhost") || host.endsWith(u".local") ||
           host.endsWith(u".internal");
}

core::Error refusal(const QString &why, const QUrl &target)
{
    return {kRefused, why % QStringLiteral(": ") %
                          target.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery).left(300)};
}

} // namespace

core::Result<QUrl> redirectTarget(const QUrl &from, QByteArrayView location)
{
    const QByteArray text = location.trimmed().toByteArray();
    const QUrl relative = QUrl::fromEncoded(text, QUrl::TolerantMode);
    if (text.isEmpty() || !relative.isValid())
        return core::failure(kRefused,
                             QStringLiteral("no usable Location in a redirect from ") + from.host());
    QUrl target = from.resolved(relative);
    if (!target.isValid() || target.host().isEmpty() || !isSupported(target))
        return tl::unexpected(refusal(QStringLiteral("not an http or https address"), target));
    if (from.scheme() == u"https" && target.scheme() == u"http")
        return tl::unexpected(refusal(QStringLiteral("leads from https to http"), target));
    if (isLocalHost(target.host()) && !isLocalHost(from.host()))
        return tl::unexpected(
            refusal(QStringLiteral("leads from a public host into a private network"), target));
    target.setFragment({});
    // Nobody but the user gives credentials, and only to the origin they were meant for.
    target.setUserInfo(isSameOrigin(from, target) ? from.userInfo() : QString());
    return target;
}

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == u"https" ? 443 : 80); };
    return a.scheme() == b.scheme() && a.host() == b.host() && port(a) == port(b);
}

} // namespace http
