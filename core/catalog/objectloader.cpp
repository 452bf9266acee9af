#include "core/catalog/objectloader.h"

#include "core/cache/objectcache.h"
#include "core/catalog/objectload.h"
#include "core/transfer/routing/mirrors.h"
#include "core/transfer/transferservices.h"

#include <QPointer>
#include <algorithm>
#include <utility>

namespace catalog {

namespace {

/// Objects at once; each has as many connections as a host gives.
constexpr int kObjectsAtOnce = 16;

} // namespace

ObjectLoader::ObjectLoader(transfer::TransferServices &services, std::shared_ptr<cache::ObjectCache> cache,
                           Settings settings, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_cache(std::move(cache))
    , m_settings(std::move(settings))
{
    for (const CdnHost &host : m_settings.hosts.hosts) {
        if (host.mostConnections)
            m_services.hosts.setMostConnections(host.name(), *host.mostConnections);
    }
    connect(&m_services.hosts, &transfer::HostPool::slowedDown, this, &ObjectLoader::onSlowedDown);
}

ObjectLoader::~ObjectLoader() = default;

/// Told once: it goes up and down from there.
void ObjectLoader::onSlowedDown(const QString &host, double requestsPerSecond)
{
    if (m_underWay == 0 || !m_settings.hosts.find(host) || m_slowedDown.contains(host))
        return;
    m_slowedDown << host;
    Q_EMIT warned({QStringLiteral("answers"), host, transfer::slowedDownText(host, requestsPerSecond)});
}

void ObjectLoader::load(const CdnObject &object, Done done)
{
    begin(entryKeyOf(object, m_settings.hosts.folder), object, {}, std::move(done));
}

void ObjectLoader::loadRange(const CdnObject &object, core::ByteRange range, RangeProof isProven, Done done)
{
    begin(entryKeyOf(object, m_settings.hosts.folder, range), object, Piece{range, std::move(isProven)},
          std::move(done));
}

/// Of what is on its way already, whoever asks hears as well.
void ObjectLoader::begin(const cache::EntryKey &key, const CdnObject &object, std::optional<Piece> piece,
                         Done done)
{
    const QString id = cache::relativePath(key);
    Asked &asked = m_asked[id];
    asked.done.append(std::move(done));
    if (asked.load)
        return;
    asked.load = new ObjectLoad(*this, {object, std::move(piece)}, key);
    m_waiting.push_back(id);
    startMore();
}

void ObjectLoader::startMore()
{
    while (m_underWay < kObjectsAtOnce && !m_waiting.empty()) {
        const QString id = m_waiting.front();
        m_waiting.pop_front();
        ++m_underWay;
        m_asked[id].load->start([this, id](const core::Result<QByteArray> &bytes) { onEnded(id, bytes); });
    }
}

void ObjectLoader::onEnded(const QString &id, const core::Result<QByteArray> &bytes)
{
    const Asked asked = m_asked.take(id);
    asked.load->deleteLater();
    --m_underWay;
    startMore();
    const QPointer<ObjectLoader> self(this);
    for (const Done &done : asked.done) {
        done(bytes);
        if (!self)
            return;
    }
}

QThreadPool &ObjectLoader::workers()
{
    return m_services.lookups();
}

QThreadPool &ObjectLoader::workersInTurn()
{
    return m_services.lookupsInTurn();
}

core::Source ObjectLoader::sourceOf(const CdnObject &object) const
{
    core::Source source = catalog::sourceOf(m_settings.hosts, object, m_misses);
    if (m_settings.isOffline) {
        source.mirrors.clear();
        source.primaries = 0;
    }
    return source;
}

std::shared_ptr<const blte::KeyStore> ObjectLoader::keys() const
{
    return m_services.keys;
}

void ObjectLoader::learn(const CdnObject &object, const QString &servedBy,
                         const QList<transfer::HostTrouble> &troubles)
{
    for (const transfer::HostTrouble &trouble : troubles) {
        if (trouble.error.kind == core::ErrorKind::NotFound ||
            trouble.error.kind == core::ErrorKind::Forbidden)
            m_misses.missed(trouble.host, object.path);
    }
    if (servedBy.isEmpty())
        return;
    m_misses.served(servedBy, object.path);
    Q_EMIT served(object, servedBy);
    const CdnHost *host = m_settings.hosts.find(servedBy);
    if (host && host->rank == CdnHost::Rank::Community && !m_community.contains(servedBy)) {
        m_community << servedBy;
        Q_EMIT warned({describe(object), servedBy,
                       QStringLiteral("came from a community mirror, as more may; what it sends is checked "
                                      "like everything else")});
    }
}

} // namespace catalog
