#include "core/catalog/serviceendpoint.h"

#include "core/address.h"

#include <QDir>
#include <algorithm>

namespace catalog {

namespace {

using Layout = ServiceEndpoint::Layout;

bool isCodeCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_';
}

QUrl below(const QUrl &base, const QString &path)
{
    QUrl url = base;
    url.setPath(base.path() + path);
    return url;
}

} // namespace

QString nameOf(ServiceTable table)
{
    switch (table) {
    case ServiceTable::Summary:
        return QStringLiteral("summary");
    case ServiceTable::Versions:
        return QStringLiteral("versions");
    case ServiceTable::Cdns:
        return QStringLiteral("cdns");
    case ServiceTable::BackgroundDownload:
        break;
    }
    return QStringLiteral("bgdl");
}

QString ServiceEndpoint::name() const
{
    return layout == Layout::Folder ? base.toLocalFile()
                                    : base.authority(QUrl::FullyEncoded).section(u'@', -1);
}

QList<ServiceEndpoint> officialEndpoints(const QString &region)
{
    // Last: it takes several requests one after the other, and tells no sequence numbers.
    const ServiceEndpoint channel{Layout::Channel,
                                  QUrl(QStringLiteral("https://distribution.version.battle.net"))};
    if (region == u"cn") {
        return {{Layout::V2, QUrl(QStringLiteral("https://cn.version.battlenet.com.cn"))},
                {Layout::V2, QUrl(QStringLiteral("https://cn.version.battle.net"))},
                {Layout::Port1119, QUrl(QStringLiteral("http://cn.patch.battle.net:1119"))},
                channel};
    }
    return {{Layout::V2, QUrl(QStringLiteral("https://%1.version.battle.net").arg(region))},
            {Layout::Port1119, QUrl(QStringLiteral("http://%1.patch.battle.net:1119").arg(region))},
            channel};
}

core::Result<ServiceEndpoint> endpointFromText(const QString &text)
{
    if (text.startsWith(u"file:") || QDir::isAbsolutePath(text)) {
        const QUrl url = text.startsWith(u"file:") ? QUrl(text) : QUrl::fromLocalFile(text);
        const QString path = QDir::cleanPath(url.toLocalFile());
        if (url.isLocalFile() && QDir::isAbsolutePath(path))
            return ServiceEndpoint{Layout::Folder, QUrl::fromLocalFile(path)};
    }
    const QString kChannel = QStringLiteral("channel:");
    const bool isChannel = text.startsWith(kChannel);
    const auto address = core::addressFromText(isChannel ? text.sliced(kChannel.size()) : text);
    if (!address) {
        return core::failure(
            core::ErrorKind::SourceNotUnderstood,
            QStringLiteral("a version service is http(s)://HOST[/PREFIX], file:DIR or an absolute "
                           "folder, not ") +
                text.left(200));
    }
    QUrl base = address->url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment);
    QString path = base.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    base.setPath(path);
    return ServiceEndpoint{isChannel ? Layout::Channel : Layout::V2, base};
}

QUrl addressOf(const ServiceEndpoint &endpoint, ServiceTable table, const QString &product)
{
    if (endpoint.layout == Layout::Channel) {
        const bool hasTable = table != ServiceTable::BackgroundDownload;
        return hasTable ? below(endpoint.base, QStringLiteral("/summary")) : QUrl();
    }
    if (table == ServiceTable::Summary)
        return endpoint.layout == Layout::Port1119 ? QUrl()
                                                   : below(endpoint.base, QStringLiteral("/v2/summary"));
    const QString prefix =
        endpoint.layout == Layout::Port1119 ? QStringLiteral("/") : QStringLiteral("/v2/products/");
    return below(endpoint.base, prefix + product + u'/' + nameOf(table));
}

QString productCode(const QString &text)
{
    const QString code = text.toLower();
    const bool isCode =
        code.size() >= 2 && code.size() <= 32 && std::all_of(code.begin(), code.end(), isCodeCharacter);
    return isCode ? code : QString();
}

} // namespace catalog
