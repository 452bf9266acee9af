#pragma once

#include <QString>
#include <QUrl>

namespace http {

enum class ProxyKind : int { None = 0, System = 1, Http = 2, Socks5 = 3 };

/// The way out to the network. A value.
struct Proxy
{
    ProxyKind kind = ProxyKind::None;
    QString host; ///< as the rest: only of Http and Socks5
    quint16 port = 0;
    QString user; ///< empty: no sign-in
    QString password;
    bool operator==(const Proxy &) const = default;
};

/// Every request of the process that starts from now on goes this way; those to this machine itself go
/// straight. Host names are resolved by the proxy. Thread-safe.
void useProxy(const Proxy &proxy);
/// Whether a request for `url` would go through a proxy now. May look up the system's settings: not on the
/// GUI thread.
bool goesThroughProxy(const QUrl &url);

} // namespace http
