#pragma once

#include <QString>
#include <QUrl>

class QNetworkAccessManager;

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
/// Without a proxy, Qt reads the head of a plain HTTP answer from the kernel byte by byte: some 250 system
/// calls for each request. Through a proxy it reads what is there. This makes `manager` do so always.
void readInLargePieces(QNetworkAccessManager &manager);
/// Whether a request for `url` would go through a proxy now. May look up the system's settings: not on the
/// GUI thread.
bool goesThroughProxy(const QUrl &url);
/// Whether that proxy is one that is asked for the whole address (an HTTP proxy, for http).
bool asksProxyByAddress(const QUrl &url);

} // namespace http
