#pragma once

#include "core/error.h"

#include <QList>
#include <QUrl>

namespace catalog {

/// The tables of a version service (wowdev.wiki/TACT, "HTTP URLs"; wowdev.wiki/Ribbit).
enum class ServiceTable {
    Summary,            ///< all products and their sequence numbers; has no product
    Versions,           ///< builds by region
    Cdns,               ///< hosts and folders by region
    BackgroundDownload, ///< builds that clients fetch ahead
};
/// "versions", as it stands in addresses.
QString nameOf(ServiceTable table);

/// One place that is asked for the tables. A value.
struct ServiceEndpoint
{
    enum class Layout {
        V2,       ///< BASE/v2/products/PRODUCT/versions, BASE/v2/summary
        Port1119, ///< BASE/PRODUCT/versions; knows no summary
        Channel,  ///< BASE/summary, and the objects that follow from it: see ChannelService
        Folder,   ///< a mirror's folder on the disk, laid out as V2
    };
    Layout layout = Layout::V2;
    QUrl base; ///< without a slash at its end; of a folder its path, "file:"

    /// For messages: the host, or the folder.
    QString name() const;
    bool operator==(const ServiceEndpoint &) const = default;
};

/// The official ones of a region, in the order in which they are asked. Of an unknown region as well: it is
/// part of a host's name.
QList<ServiceEndpoint> officialEndpoints(const QString &region);

/// What a user names: http(s)://BASE, channel:http(s)://BASE, file:DIR or an absolute folder. Anything else
/// is SourceNotUnderstood.
core::Result<ServiceEndpoint> endpointFromText(const QString &text);

/// Where the table lies, or of a channel service what leads to it; empty when this place does not have such a
/// one.
QUrl addressOf(const ServiceEndpoint &endpoint, ServiceTable table, const QString &product);

/// Lower case; empty unless it is 2 to 32 of a-z, 0-9 and '_': nothing else is a product's code, and it goes
/// into addresses and file names.
QString productCode(const QString &text);

} // namespace catalog
