#include "app/desktop/productintake.h"

#include "app/catalogplaces.h"
#include "app/desktop/usualregion.h"
#include "core/cache/objectcache.h"
#include "core/catalog/serviceendpoint.h"
#include "core/links/cdnsource.h"
#include "core/transfer/transferservices.h"
#include "ui/background.h"
#include "ui/errortext.h"
#include "ui/preferences.h"

#include <QLocale>
#include <utility>

namespace app {

using namespace Qt::StringLiterals;
using ui::FoundFiles;

namespace {

/// "The build has no such file (wow has no "a/b")".
QString inWords(const core::Error &error)
{
    const QString phrase = ui::errorPhrase(error);
    return error.detail.isEmpty() ? phrase : phrase + " ("_L1 + error.detail + u')';
}

QString inWords(const catalog::LoadWarning &warning)
{
    const QString object = warning.host.isEmpty() ? warning.object : warning.object % u", " % warning.host;
    return object % u": " % warning.detail;
}

QList<catalog::ServiceEndpoint> endpointsFrom(const QStringList &bases, const QString &region)
{
    QList<catalog::ServiceEndpoint> endpoints;
    for (const QString &base : bases) {
        if (const auto endpoint = catalog::endpointFromText(base))
            endpoints << *endpoint;
    }
    return endpoints.isEmpty() ? catalog::officialEndpoints(region) : endpoints;
}

catalog::HostWishes hostsFrom(const QStringList &mirrors)
{
    catalog::HostWishes hosts;
    for (const QString &mirror : mirrors) {
        if (const auto base = links::mirrorBase(mirror))
            hosts.own << *base;
    }
    return hosts;
}

blte::KeyList newKeys(const blte::KeyStore *before, const blte::KeyStore &now)
{
    blte::KeyList keys;
    for (const blte::KeyName name : now.names()) {
        if (!before || !before->find(name))
            keys.entries.push_back({name, *now.find(name)});
    }
    return keys;
}

} // namespace

/// The builds that are open, and who finds files in them.
struct ProductIntake::Lookup
{
    Lookup(const catalog::BuildOpening::Means &means, const catalog::TreeWishes &wishes)
        : products(means, wishes)
        , resolver(products)
    {
        resolver.setMostFiles(kMostFiles);
    }

    catalog::OpenProducts products;
    catalog::FileResolver resolver;
};

/// What comes from the disk.
struct ProductIntake::Means
{
    std::shared_ptr<cache::ObjectCache> cache;
    QString historyPath;
    Usage<QString> listfile;
};

ProductIntake::ProductIntake(transfer::TransferServices &services, queue::Queue &queue,
                             const ui::Preferences &preferences, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_preferences(preferences)
    , m_others(queue)
{
    connect(&m_others, &OtherObjects::wanted, this,
            [this](const queue::Request &request, const QString &remark) {
                Q_EMIT found({{request}, {}, {remark}});
            });
}

ProductIntake::~ProductIntake() = default;

QStringList ProductIntake::underWay() const
{
    QStringList sources;
    for (const ui::ProductRequest &request : m_underWay)
        sources << links::toText(request.source);
    return sources;
}

void ProductIntake::lookUp(const QList<ui::ProductRequest> &requests)
{
    const bool isFirst = m_underWay.isEmpty();
    m_underWay += requests;
    Q_EMIT underWayChanged(underWay());
    if (m_lookup) {
        for (const ui::ProductRequest &request : requests)
            resolve(request);
    } else if (isFirst) {
        const auto work = [] {
            return Means{std::make_shared<cache::ObjectCache>(objectCacheFolder(), kUsualCacheSize),
                         buildHistoryPath(), rememberedListfile()};
        };
        ui::inBackground(work, this, [this, round = ++m_round](const Means &means) {
            if (round == m_round)
                begin(means);
        });
    }
}

void ProductIntake::begin(const Means &means)
{
    if (!means.listfile)
        m_remarks << means.listfile.error();
    const QString region = usualRegion(QLocale::system().territory());
    catalog::VersionService::Settings service;
    service.endpoints = endpointsFrom(m_preferences.versionServices(), region);
    catalog::TreeWishes tree;
    tree.listfile = means.listfile.value_or(QString());
    m_hasListfile = !tree.listfile.isEmpty();
    const catalog::HostWishes hosts = hostsFrom(m_preferences.queueSettings().mirrors);
    m_keysBefore = m_services.keys;
    m_lookup = std::make_unique<Lookup>(
        catalog::BuildOpening::Means{m_services, means.cache, means.historyPath, service, hosts}, tree);
    connect(&m_lookup->products, &catalog::OpenProducts::warned, this,
            [this](const catalog::LoadWarning &warning) {
                if (const QString remark = inWords(warning); !m_remarks.contains(remark))
                    m_remarks << remark;
            });
    for (const ui::ProductRequest &request : std::as_const(m_underWay))
        resolve(request);
}

void ProductIntake::resolve(const ui::ProductRequest &request)
{
    catalog::BuildWish wish;
    wish.product = request.source.product;
    wish.build = request.source.build;
    wish.usualRegion = usualRegion(QLocale::system().territory());
    m_lookup->resolver.resolve(wish, request.source.selection,
                               [this, request](const auto &files) { onResolved(request, files); });
}

void ProductIntake::onResolved(const ui::ProductRequest &request,
                               const core::Result<catalog::ResolvedFiles> &files)
{
    tellNewKeys();
    FoundFiles all;
    if (files)
        all = foundFiles(request, *files);
    else
        all.lost << links::toText(request.source) + ": "_L1 + inWords(files.error());
    if (!files && !m_hasListfile && mayLackListfile(request.source, files.error())) {
        all.remarks
            << tr("The roots of World of Warcraft have numbers instead of names. A listfile gives them: "
                  "sluice ls %1: --listfile FILE --remember")
                   .arg(request.source.product);
    }
    all.remarks += std::exchange(m_remarks, {});
    const auto it = std::find_if(m_underWay.begin(), m_underWay.end(),
                                 [&](const ui::ProductRequest &one) { return one.source == request.source; });
    m_underWay.erase(it);
    Q_EMIT underWayChanged(underWay());
    Q_EMIT found(all);
    // Later: this call comes from what is to be deleted.
    QMetaObject::invokeMethod(this, &ProductIntake::endIfNothingRuns, Qt::QueuedConnection);
}

FoundFiles ProductIntake::foundFiles(const ui::ProductRequest &request, const catalog::ResolvedFiles &files)
{
    FoundFiles all;
    const QString source = links::toText(request.source);
    if (files.refused > 0) {
        all.lost << tr("%3 is %L1 files, and more than %L2 at once are not taken here; they can be fetched "
                       "with: sluice get %3")
                        .arg(files.refused)
                        .arg(kMostFiles)
                        .arg(source);
        return all;
    }
    for (const catalog::ResolvedFile &file : files.files) {
        all.requests.append({file.source, request.folder, file.source.name, request.options, request.intent});
        m_others.keep(file.source, file.others);
    }
    for (const catalog::LostFile &file : files.lost) {
        const QString name =
            file.name.isEmpty() ? source : QString(request.source.product % u':' % file.name);
        all.lost << name + ": "_L1 + inWords(file.error);
    }
    return all;
}

/// The services have them by now, but not for longer than until the user's own keys are read again.
void ProductIntake::tellNewKeys()
{
    if (m_services.keys == m_keysBefore || !m_services.keys)
        return;
    const blte::KeyList keys = newKeys(m_keysBefore.get(), *m_services.keys);
    m_keysBefore = m_services.keys;
    if (!keys.entries.empty())
        Q_EMIT keysFound(keys);
}

void ProductIntake::endIfNothingRuns()
{
    if (m_underWay.isEmpty())
        m_lookup.reset();
}

void ProductIntake::cancel()
{
    ++m_round;
    m_lookup.reset();
    m_underWay.clear();
    m_remarks.clear();
    Q_EMIT underWayChanged({});
}

} // namespace app
