#pragma once

#include "core/catalog/cdnobject.h"
#include "core/catalog/hostmisses.h"
#include "core/tact/versiontables.h"

#include <QStringList>

namespace catalog {

/// A server that has what a CDN has. A value.
struct CdnHost
{
    /// The order in which they are asked.
    enum class Rank {
        Primary,   ///< of `cdns`: evenly, all of them
        Fallback,  ///< of `cdns`: each once those before it have failed
        Own,       ///< named by the user for this work; likewise
        Community, ///< of the list in the settings; likewise
    };
    QUrl base; ///< the product's folder follows; without a slash at its end
    Rank rank = Rank::Primary;
    std::optional<int> mostConnections; ///< to it, which ObjectLoader tells transfer::HostPool; empty: any

    QString name() const; ///< host[:port], as in messages and in transfer::HostPool
    bool operator==(const CdnHost &) const = default;
};

/// Where the objects of a product lie. A value.
struct CdnHosts
{
    QString folder;       ///< column Path of `cdns`: "tpr/wow"; empty: the bases have it already
    QString configFolder; ///< column ConfigPath, of product configs; empty: not known
    /// Of the key that all objects but product configs are encrypted with (Armadillo), its name; empty: they
    /// are not.
    QString armadillo;
    QList<CdnHost> hosts; ///< in the order of their ranks
    /// Mirrors on the disk, each laid out as "FOLDER/tpr/wow/data/…". Looked at before anybody is asked.
    QStringList diskFolders;

    const CdnHost *find(const QString &name) const; ///< null without
};

/// What the user wants besides what `cdns` says.
struct HostWishes
{
    enum class Official { Asked, LeftOut };
    Official official = Official::Asked;
    QList<QUrl> own;       ///< bases
    QList<QUrl> community; ///< bases; not taken where the CDN's own list is strict
    QStringList diskFolders;
};

/// Of a row of `cdns`. A host that stands there twice (http and https are the same host) is asked by https,
/// and as a primary one where any of its entries is.
CdnHosts hostsFrom(const tact::CdnRow &row, const HostWishes &wishes);
/// Without any `cdns`: what the user named is all there is, and its bases end with the product's folder.
CdnHosts hostsFrom(const HostWishes &wishes);

/// The object as the transfers know it: mirrors in the order in which they are to be asked, its slice and its
/// keys. The primary ones take turns by the object's name, so the same object comes from the same host again;
/// one that keeps answering 404 for this kind of object stands behind the others of its rank. Behind those of
/// the first rank each is asked only while none before it can be.
core::Source sourceOf(const CdnHosts &hosts, const CdnObject &object, const HostMisses &misses = {});
/// The same, before all hosts from the first folder of the disk that has it. Blocks on the disk.
core::Source withFolders(core::Source source, const CdnHosts &hosts, const CdnObject &object);
/// Below a folder of the disk.
QString filePathOf(const CdnHosts &hosts, const QString &diskFolder, const CdnObject &object);

} // namespace catalog
