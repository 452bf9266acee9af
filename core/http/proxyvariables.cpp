#include "core/http/proxyvariables.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QStringList>
#include <algorithm>

namespace http {

namespace {

constexpr int kUsualPort = 1080;

QString firstOf(const ProxyVariables::Lookup &lookup, std::initializer_list<const char *> names)
{
    for (const char *name : names) {
        if (const QString value = lookup(name).trimmed(); !value.isEmpty())
            return value;
    }
    return {};
}

ProxyKind kindOf(const QString &scheme)
{
    if (scheme == u"http" || scheme == u"https")
        return ProxyKind::Http;
    return scheme.startsWith(u"socks") && scheme != u"socks4" && scheme != u"socks4a" ? ProxyKind::Socks5
                                                                                      : ProxyKind::None;
}

Proxy proxyFrom(const QString &text)
{
    const QUrl url(text.contains(QStringLiteral("://")) ? text : QStringLiteral("http://") + text);
    Proxy proxy;
    proxy.kind = url.host().isEmpty() ? ProxyKind::None : kindOf(url.scheme());
    if (proxy.kind == ProxyKind::None)
        return {};
    proxy.host = url.host();
    proxy.port = static_cast<quint16>(url.port(kUsualPort));
    proxy.user = url.userName(QUrl::FullyDecoded);
    proxy.password = url.password(QUrl::FullyDecoded);
    return proxy;
}

/// "host:8080" → host and port; an IPv6 address has colons of its own, unless it stands in brackets.
std::pair<QString, int> split(const QString &entry)
{
    static const QRegularExpression form(QStringLiteral("^(?:\\[([^\\]]+)\\]|([^:]+))(?::(\\d+))?$"));
    const auto match = form.match(entry);
    if (!match.hasMatch())
        return {entry, -1};
    const QString port = match.captured(3);
    return {match.captured(1) + match.captured(2), port.isEmpty() ? -1 : port.toInt()};
}

bool isMeant(const QString &entry, const QString &host, int port)
{
    if (entry == u"*")
        return true;
    auto [name, onlyPort] = split(entry);
    if (onlyPort >= 0 && onlyPort != port)
        return false;
    const QHostAddress address(host);
    if (!address.isNull()) {
        const auto [network, bits] = QHostAddress::parseSubnet(name);
        const bool isNetwork = name.contains(u'/') && bits >= 0;
        return isNetwork ? address.isInSubnet(network, bits) : address == QHostAddress(name);
    }
    while (name.startsWith(u'.'))
        name.remove(0, 1);
    while (name.endsWith(u'.'))
        name.chop(1);
    return !name.isEmpty() &&
           (host.compare(name, Qt::CaseInsensitive) == 0 || host.endsWith(u'.' + name, Qt::CaseInsensitive));
}

} // namespace

ProxyVariables ProxyVariables::from(const Lookup &lookup)
{
    return {firstOf(lookup, {"http_proxy"}), firstOf(lookup, {"https_proxy", "HTTPS_PROXY"}),
            firstOf(lookup, {"all_proxy", "ALL_PROXY"}), firstOf(lookup, {"no_proxy", "NO_PROXY"})};
}

ProxyVariables ProxyVariables::ofProcess()
{
    return from([](const char *name) { return qEnvironmentVariable(name); });
}

Proxy ProxyVariables::proxyFor(const QString &scheme, const QString &host, int port) const
{
    static const QRegularExpression gaps(QStringLiteral("[,\\s]+"));
    const QStringList entries = none.split(gaps, Qt::SkipEmptyParts);
    if (std::any_of(entries.begin(), entries.end(),
                    [&](const QString &entry) { return isMeant(entry, host, port); }))
        return {};
    const QString &own = scheme == u"https" ? https : http;
    return proxyFrom(own.isEmpty() ? all : own);
}

} // namespace http
