#include "core/catalog/channelservice.h"

#include "core/catalog/whilealive.h"
#include "core/transfer/objectfetch.h"
#include "core/transfer/transferservices.h"

#include <algorithm>
#include <utility>

namespace catalog {

namespace {

/// A summary has 73 bytes.
constexpr qint64 kLargestSummary = 64 << 10;

/// They are named and kept as product configs are.
CdnObject storedObject(const blte::Digest &name, QString what)
{
    CdnObject object = productConfigObject(name);
    object.what = std::move(what);
    return object;
}

} // namespace

/// What is loaded of a product for one table. It is answered when nothing is under way any more.
struct ChannelService::Gathering
{
    ServiceTable table = ServiceTable::Versions;
    ChannelProduct product;
    Done done;
    QMap<blte::Digest, ChannelBuild> builds;
    QMap<blte::Digest, QStringList> hosts;
    int underWay = 1;
    core::Error error = {}; ///< the first one
};

ChannelService::ChannelService(transfer::TransferServices &services,
                               std::shared_ptr<cache::ObjectCache> cache, QUrl base, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_cache(std::move(cache))
    , m_base(std::move(base))
{
}

ChannelService::~ChannelService() = default;

void ChannelService::ask(ServiceTable table, const QString &product, Done done)
{
    const auto answer = [this, table, product, done = std::move(done)](const auto &catalogue) {
        if (!catalogue)
            return done(core::failure(catalogue.error()));
        const QList<ChannelProduct> &products = **catalogue;
        if (table == ServiceTable::Summary)
            return done(channelSummaryTable(products));
        const auto found = std::find_if(products.begin(), products.end(),
                                        [&](const ChannelProduct &one) { return one.code == product; });
        if (found == products.end() || table == ServiceTable::BackgroundDownload) {
            return done(
                core::failure(core::ErrorKind::NotFound, QStringLiteral("its catalogue has no such table")));
        }
        gather(std::make_shared<Gathering>(Gathering{table, *found, done, {}, {}}));
    };
    QMetaObject::invokeMethod(
        this, [this, answer] { m_catalogue.get(answer, [this] { loadCatalogue(); }); }, Qt::QueuedConnection);
}

void ChannelService::loadCatalogue()
{
    QUrl address = m_base;
    address.setPath(m_base.path() + QStringLiteral("/summary"));
    transfer::ObjectRequest request;
    request.source.mirrors = {address};
    request.form = transfer::ObjectRequest::Form::AsServed;
    request.most = kLargestSummary;
    m_summary = std::make_unique<transfer::ObjectFetch>(m_services, std::move(request));
    m_summary->start([this](const core::Result<QByteArray> &json) {
        m_summary.release()->deleteLater(); // this is called by it
        onSummary(json.and_then(parseChannelSummary));
    });
}

void ChannelService::onSummary(const core::Result<ChannelSummary> &summary)
{
    if (!summary)
        return m_catalogue.set(core::failure(summary.error()));
    ObjectLoader::Settings settings;
    settings.hosts.configFolder = summary->path;
    settings.hosts.hosts.append({m_base, CdnHost::Rank::Primary, {}});
    if (m_store)
        m_store.release()->deleteLater(); // of an attempt before
    m_store = std::make_unique<ObjectLoader>(m_services, m_cache, settings);
    m_store->load(storedObject(summary->catalogue, QStringLiteral("catalogue")),
                  [this](const core::Result<QByteArray> &json) {
                      m_catalogue.set(json.and_then(parseChannelCatalogue));
                  });
}

/// The same object may serve several branches; the loader fetches it once.
void ChannelService::gather(const std::shared_ptr<Gathering> &gathering)
{
    const ChannelProduct &product = gathering->product;
    const auto load = [&](const blte::Digest &name, const QString &what, const auto &take) {
        ++gathering->underWay;
        m_store->load(storedObject(name, what), [gathering, take](const core::Result<QByteArray> &json) {
            if (const auto ok = json.and_then(take); !ok && gathering->error.kind == core::ErrorKind::None)
                gathering->error = ok.error();
            onGathered(gathering);
        });
    };
    for (const ChannelBranches &branches : product.builds) {
        load(branches.object, QStringLiteral("definition"),
             [gathering, name = branches.object](const QByteArray &json) {
                 return parseChannelBuild(json).map(
                     [&](const ChannelBuild &build) { gathering->builds[name] = build; });
             });
    }
    if (gathering->table == ServiceTable::Cdns) {
        for (const ChannelBranches &branches : product.hosts) {
            load(branches.object, QStringLiteral("hosts"),
                 [gathering, name = branches.object](const QByteArray &json) {
                     return parseChannelHosts(json).map(
                         [&](const QStringList &hosts) { gathering->hosts[name] = hosts; });
                 });
        }
    }
    onGathered(gathering);
}

/// Of what could be had; with nothing the first error.
void ChannelService::onGathered(const std::shared_ptr<Gathering> &gathering)
{
    if (--gathering->underWay > 0)
        return;
    const bool isCdns = gathering->table == ServiceTable::Cdns;
    const bool isEmpty = gathering->builds.isEmpty() || (isCdns && gathering->hosts.isEmpty());
    if (isEmpty && gathering->error.kind != core::ErrorKind::None)
        return gathering->done(core::failure(gathering->error));
    gathering->done(isCdns ? channelCdnsTable(gathering->product, gathering->builds, gathering->hosts)
                           : channelVersionsTable(gathering->product, gathering->builds));
}

} // namespace catalog
