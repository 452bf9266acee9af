#include "core/catalog/cdnhosts.h"

#include "core/address.h"
#include "core/bytes.h"
#include "core/hex.h"
#include "core/transfer/routing/mirrors.h"

#include <QFile>
#include <algorithm>

namespace catalog {

namespace {

using Rank = CdnHost::Rank;

/// Adds it, or what it says about a host that is there already.
void merge(QList<CdnHost> &hosts, const CdnHost &host)
{
    const auto same = std::find_if(hosts.begin(), hosts.end(), [&](const CdnHost &known) {
        return known.name() == host.name() && known.base.path() == host.base.path();
    });
    if (same == hosts.end()) {
        hosts.append(host);
        return;
    }
    if (host.base.scheme() == u"https")
        same->base = host.base;
    same->rank = std::min(same->rank, host.rank);
    if (host.mostConnections)
        same->mostConnections =
            std::min(same->mostConnections.value_or(*host.mostConnections), *host.mostConnections);
}

void mergeAll(QList<CdnHost> &hosts, const QList<QUrl> &bases, Rank rank)
{
    for (QUrl base : bases) {
        QString path = base.path(QUrl::FullyEncoded);
        while (path.endsWith(u'/'))
            path.chop(1);
        base.setPath(path);
        merge(hosts, {base, rank, {}});
    }
}

CdnHost hostFrom(const tact::CdnServer &server)
{
    CdnHost host;
    host.base = QUrl(core::fromUtf8(server.base));
    host.rank = server.isFallback ? Rank::Fallback : Rank::Primary;
    if (server.maxHosts)
        host.mostConnections = static_cast<int>(*server.maxHosts);
    return host;
}

QString joined(const QString &folder, const QString &path)
{
    return folder.isEmpty() ? path : folder + u'/' + path;
}

/// Below a base: "tpr/wow/data/ab/cd/abcd…".
QString pathOf(const CdnHosts &hosts, const CdnObject &object)
{
    if (object.kind != CdnObject::Kind::ProductConfig)
        return joined(hosts.folder, core::fromUtf8(tact::toPath(object.path)));
    const QString name = core::hex(object.path.hash);
    return joined(hosts.configFolder, name.first(2) + u'/' + name.sliced(2, 2) + u'/' + name);
}

/// The first of `count` that is asked for this object.
qsizetype turnOf(const blte::Digest &name, qsizetype count)
{
    quint32 number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = number << 8 | name[i];
    return static_cast<qsizetype>(number % static_cast<quint32>(count));
}

} // namespace

QString CdnHost::name() const
{
    return transfer::hostOf(base);
}

const CdnHost *CdnHosts::find(const QString &name) const
{
    const auto found =
        std::find_if(hosts.begin(), hosts.end(), [&](const CdnHost &host) { return host.name() == name; });
    return found != hosts.end() ? &*found : nullptr;
}

CdnHosts hostsFrom(const tact::CdnRow &row, const HostWishes &wishes)
{
    CdnHosts hosts;
    hosts.folder = core::fromUtf8(row.folder);
    hosts.configFolder = core::fromUtf8(row.configFolder);
    hosts.diskFolders = wishes.diskFolders;
    const auto isStrict = [](const tact::CdnServer &server) { return server.isStrict; };
    if (wishes.official == HostWishes::Official::Asked) {
        for (const tact::CdnServer &server : row.servers)
            merge(hosts.hosts, hostFrom(server));
    }
    mergeAll(hosts.hosts, wishes.own, Rank::Own);
    if (std::none_of(row.servers.begin(), row.servers.end(), isStrict))
        mergeAll(hosts.hosts, wishes.community, Rank::Community);
    std::stable_sort(hosts.hosts.begin(), hosts.hosts.end(),
                     [](const CdnHost &a, const CdnHost &b) { return a.rank < b.rank; });
    return hosts;
}

CdnHosts hostsFrom(const HostWishes &wishes)
{
    return hostsFrom(tact::CdnRow(), wishes);
}

core::Source sourceOf(const CdnHosts &hosts, const CdnObject &object, const HostMisses &misses)
{
    QList<CdnHost> asked = hosts.hosts;
    const auto primaries = std::count_if(asked.begin(), asked.end(),
                                         [](const CdnHost &host) { return host.rank == Rank::Primary; });
    if (primaries > 1)
        std::rotate(asked.begin(), asked.begin() + turnOf(object.path.hash, primaries),
                    asked.begin() + primaries);
    std::stable_sort(asked.begin(), asked.end(), [&](const CdnHost &a, const CdnHost &b) {
        return std::pair(a.rank, misses.isDoubted(a.name(), object.path)) <
               std::pair(b.rank, misses.isDoubted(b.name(), object.path));
    });
    core::Source source;
    qsizetype firstRank = 0;
    for (const CdnHost &host : std::as_const(asked)) {
        const auto address =
            core::addressFromText(core::addressText(host.base) + u'/' + pathOf(hosts, object));
        if (!address)
            continue;
        source.mirrors.append(address->url);
        if (host.rank == asked.front().rank)
            ++firstRank;
    }
    source.primaries = firstRank < source.mirrors.size() ? firstRank : 0;
    source.slice = object.slice;
    if (object.kind != CdnObject::Kind::ProductConfig)
        source.armadillo = hosts.armadillo;
    source.encodingKey = object.encodingKey;
    source.contentKey = object.contentKey;
    source.decodedSize = object.decodedSize;
    source.encodedSize = object.encodedSize;
    return source;
}

core::Source withFolders(core::Source source, const CdnHosts &hosts, const CdnObject &object)
{
    for (const QString &folder : hosts.diskFolders) {
        const QString path = filePathOf(hosts, folder, object);
        if (!QFile::exists(path))
            continue;
        source.mirrors.prepend(QUrl::fromLocalFile(path));
        source.primaries = source.mirrors.size() > 1 ? 1 : 0;
        break;
    }
    return source;
}

QString filePathOf(const CdnHosts &hosts, const QString &diskFolder, const CdnObject &object)
{
    return diskFolder + u'/' + pathOf(hosts, object);
}

} // namespace catalog
