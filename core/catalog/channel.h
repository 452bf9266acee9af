#pragma once

#include "core/error.h"
#include "core/tact/versiontables.h"

#include <QList>
#include <QMap>
#include <QStringList>

namespace catalog {

/// The objects of the channel service (distribution.version.battle.net): JSON, each but the first named by
/// its MD5 and kept under PATH/ab/cd/<32 hex>. Each function: WrongContent where the bytes are no such
/// object; an entry in it that cannot be read is left out.

/// `summary`: where the catalogue of all that is public lies now.
struct ChannelSummary
{
    QString path; ///< of the store: "green"; without slashes around it
    blte::Digest catalogue{};
};
core::Result<ChannelSummary> parseChannelSummary(const QByteArray &json);

/// What some regions have in common.
struct ChannelBranches
{
    QStringList regions; ///< and platforms: "us", "ios", "beta"
    blte::Digest object{};
};

/// A product of the catalogue.
struct ChannelProduct
{
    QString code;                  ///< a productCode()
    QList<ChannelBranches> builds; ///< each a ChannelBuild; empty: it has none
    QList<ChannelBranches> hosts;  ///< each a list of servers; empty: nobody says
};
core::Result<QList<ChannelProduct>> parseChannelCatalogue(const QByteArray &json);

/// A build, as its definition has it.
struct ChannelBuild
{
    tact::VersionRow row; ///< without region
    QString folder;       ///< of its objects on the CDN: "tpr/wow"
};
core::Result<ChannelBuild> parseChannelBuild(const QByteArray &json);

/// Addresses with their options, as in the column `Servers` of `cdns`.
core::Result<QStringList> parseChannelHosts(const QByteArray &json);

/// The tables of other version services, made of such objects. They have no sequence number, for channels
/// have none. Objects are found by the name that the catalogue has for them; regions whose object is absent
/// are left out.
QByteArray channelSummaryTable(const QList<ChannelProduct> &products);
QByteArray channelVersionsTable(const ChannelProduct &product,
                                const QMap<blte::Digest, ChannelBuild> &builds);
QByteArray channelCdnsTable(const ChannelProduct &product, const QMap<blte::Digest, ChannelBuild> &builds,
                            const QMap<blte::Digest, QStringList> &hosts);

} // namespace catalog
