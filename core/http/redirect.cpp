#include "core/http/redirect.h"

#include "core/address.h"

#include <QHostAddress>
#include <QStringDecoder>
#include <algorithm>

namespace http {

namespace {

constexpr auto kRefused = core::ErrorKind::RedirectRefused;

bool isSupported(const QUrl &url)
{
    return url.scheme() == u"http" || url.scheme() == u"https";
}

using Networks = QList<QPair<QHostAddress, int>>;

Networks networks(std::initializer_list<const char *> subnets)
{
    Networks result;
    for (const char *subnet : subnets)
        result.append(QHostAddress::parseSubnet(QString::fromLatin1(subnet)));
    return result;
}

bool isIn(const QHostAddress &address, const Networks &v4, const Networks &v6)
{
    bool isV4 = false;
    const QHostAddress plain(address.toIPv4Address(&isV4)); // ::ffff:127.0.0.1 is 127.0.0.1
    const auto &all = isV4 ? v4 : v6;
    return std::any_of(all.begin(), all.end(),
                       [&](const auto &n) { return (isV4 ? plain : address).isInSubnet(n); });
}

/// Loopback, link-local and unspecified networks: this machine, and what only it can reach.
bool isHere(const QHostAddress &address)
{
    static const Networks v4 = networks({"0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16"});
    static const Networks v6 = networks({"::/127", "fe80::/10"});
    return isIn(address, v4, v6);
}

/// Private and shared (RFC 6598) networks.
bool isPrivate(const QHostAddress &address)
{
    static const Networks v4 = networks({"10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"});
    static const Networks v6 = networks({"fc00::/7"});
    return isIn(address, v4, v6);
}

bool isLocalAddress(const QHostAddress &address)
{
    return isHere(address) || isPrivate(address);
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

/// What is no UTF-8 (Latin-1, GBK) means the bytes themselves: QUrl would put replacement characters there.
QByteArray asciiOf(QByteArray text)
{
    QStringDecoder utf8(QStringDecoder::Utf8);
    [[maybe_unused]] const QString decoded = utf8.decode(text);
    if (!utf8.hasError())
        return text;
    QByteArray result;
    for (const char c : text) {
        if (static_cast<uchar>(c) < 0x80)
            result += c;
        else
            result += '%' + QByteArray(1, c).toHex().toUpper();
    }
    return result;
}

} // namespace

core::Result<QUrl> redirectTarget(const QUrl &from, QByteArrayView location)
{
    const QByteArray text = asciiOf(location.trimmed().toByteArray());
    const QUrl relative = QUrl::fromEncoded(text, QUrl::TolerantMode);
    if (text.isEmpty() || !relative.isValid())
        return core::failure(kRefused,
                             QStringLiteral("no usable Location in a redirect from ") + from.host());
    QUrl target = from.resolved(relative);
    if (!target.isValid() || target.host().isEmpty() || !isSupported(target))
        return core::failure(refusal(QStringLiteral("not an http or https address"), target));
    if (from.scheme() == u"https" && target.scheme() == u"http")
        return core::failure(refusal(QStringLiteral("leads from https to http"), target));
    if (isLocalHost(target.host()) && !isLocalHost(from.host()))
        return core::failure(
            refusal(QStringLiteral("leads from a public host into a private network"), target));
    target.setFragment({});
    // Nobody but the user gives credentials, and only to the origin they were meant for.
    target.setUserInfo(isSameOrigin(from, target) ? from.userInfo() : QString());
    return core::withTargetOf(target, text);
}

bool needsLookUp(const QUrl &from, const QUrl &target)
{
    return target.host() != from.host() && QHostAddress(target.host()).isNull() && !isLocalHost(from.host());
}

bool mayLeadTo(const QList<QHostAddress> &target, const QList<QHostAddress> &from)
{
    const bool isFromPrivate = std::any_of(from.begin(), from.end(), isPrivate);
    return std::all_of(target.begin(), target.end(), [&](const QHostAddress &address) {
        return !isLocalAddress(address) || from.contains(address) || (isFromPrivate && isPrivate(address));
    });
}

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == u"https" ? 443 : 80); };
    return a.scheme() == b.scheme() && a.host() == b.host() && port(a) == port(b);
}

} // namespace http
