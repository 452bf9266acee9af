#include "core/http/proxy.h"

#include "core/http/proxyvariables.h"

#include <QHostAddress>
#include <QMutex>
#include <QNetworkAccessManager>
#include <QNetworkProxy>

namespace http {

namespace {

QNetworkProxy qtProxy(const Proxy &proxy)
{
    if (proxy.kind != ProxyKind::Http && proxy.kind != ProxyKind::Socks5)
        return QNetworkProxy(QNetworkProxy::NoProxy);
    const auto type = proxy.kind == ProxyKind::Socks5 ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy;
    return {type, proxy.host, proxy.port, proxy.user, proxy.password};
}

/// One proxy for everything but this machine. Asked on the threads that fetch.
class OneProxy : public QNetworkProxyFactory
{
public:
    explicit OneProxy(const Proxy &proxy)
        : m_proxy(qtProxy(proxy))
    {
    }

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const QString host = query.peerHostName();
        const bool isHere = host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
        return {isHere ? QNetworkProxy(QNetworkProxy::NoProxy) : m_proxy};
    }

private:
    const QNetworkProxy m_proxy;
};

/// What the environment says, where it says something; what the system's settings say, where not. Asked on
/// the threads that fetch.
class SystemProxy : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        if (m_variables.isEmpty())
            return systemProxyForQuery(query);
        const QUrl url = query.url();
        const QString scheme = url.scheme().isEmpty() ? query.protocolTag() : url.scheme();
        const int port = query.peerPort() > 0 ? query.peerPort() : url.port(scheme == u"https" ? 443 : 80);
        return {qtProxy(m_variables.proxyFor(scheme, query.peerHostName(), port))};
    }

private:
    const ProxyVariables m_variables = ProxyVariables::ofProcess();
};

bool isDirect(const QList<QNetworkProxy> &proxies)
{
    return proxies.value(0).type() == QNetworkProxy::NoProxy;
}

/// What the process uses, but "the application's" where there is none: QNetworkAccessManager takes that for a
/// proxy, and its socket, which asks once more, finds out that there is none.
class AsTheProcess : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const QList<QNetworkProxy> proxies = proxyForQuery(query);
        if (query.protocolTag() != QLatin1String("http") || !isDirect(proxies))
            return proxies;
        const QNetworkProxyQuery ofSocket(query.peerHostName(), query.url().port(80), query.protocolTag());
        return isDirect(proxyForQuery(ofSocket)) ? QList{QNetworkProxy(QNetworkProxy::DefaultProxy)}
                                                 : proxies;
    }
};

} // namespace

void useProxy(const Proxy &proxy)
{
    static QMutex mutex;
    static Proxy current; // None, as Qt begins
    const QMutexLocker lock(&mutex);
    if (std::exchange(current, proxy) == proxy)
        return;
    switch (proxy.kind) {
    case ProxyKind::None:
        QNetworkProxyFactory::setApplicationProxyFactory(nullptr);
        QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
        break;
    case ProxyKind::System:
        QNetworkProxyFactory::setApplicationProxyFactory(new SystemProxy); // which Qt deletes
        break;
    case ProxyKind::Http:
    case ProxyKind::Socks5:
        QNetworkProxyFactory::setApplicationProxyFactory(new OneProxy(proxy)); // which Qt deletes
        break;
    }
}

void readInLargePieces(QNetworkAccessManager &manager)
{
    manager.setProxyFactory(new AsTheProcess); // which Qt deletes
}

bool goesThroughProxy(const QUrl &url)
{
    return !isDirect(QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(url)));
}

bool asksProxyByAddress(const QUrl &url)
{
    if (url.scheme() != u"http")
        return false;
    const auto type = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(url)).value(0).type();
    return type == QNetworkProxy::HttpProxy || type == QNetworkProxy::HttpCachingProxy;
}

} // namespace http
