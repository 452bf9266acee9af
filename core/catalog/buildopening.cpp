#include "core/catalog/buildopening.h"

#include "core/async.h"
#include "core/blte/keylist.h"
#include "core/blte/keystore.h"
#include "core/bytes.h"
#include "core/catalog/buildhistory.h"
#include "core/catalog/objectfinder.h"
#include "core/hex.h"
#include "core/transfer/transferservices.h"

#include <algorithm>
#include <utility>

namespace catalog {

namespace {

using core::ErrorKind;

QStringList sentences(const tact::Warnings &warnings)
{
    QStringList all;
    for (const tact::Warning &warning : warnings.first())
        all << QStringLiteral("line %1: %2").arg(warning.row).arg(QString::fromStdString(warning.text));
    return all;
}

core::Error damaged(const QString &object, const tact::Fault &fault)
{
    return {ErrorKind::WrongContent, QStringLiteral("%1: line %2: %3")
                                         .arg(object)
                                         .arg(fault.where)
                                         .arg(QString::fromStdString(fault.text))};
}

/// What `versions` says, without the builds that are known with other CDN configs.
void removeKnown(tact::VersionTable &versions, const QString &product, const QList<BuildRecord> &known)
{
    std::erase_if(versions.rows, [&](const tact::VersionRow &row) {
        return std::any_of(known.begin(), known.end(), [&](const BuildRecord &build) {
            return build.product == product && build.row.buildConfig == row.buildConfig &&
                   build.row.cdnConfig != row.cdnConfig;
        });
    });
}

/// Whose `versions` they are.
enum class Teller {
    Cdn,
    Mirror, ///< its CDN configs may be its own (tact::selectionConfig()), of which nobody else knows
};

/// The builds that were seen before, with those of `text`, which a service has just sent, remembered.
QList<BuildRecord> remembered(const QString &path, const QString &product, const QByteArray &text,
                              Teller teller)
{
    BuildHistory history(path);
    const auto known = history.builds().value_or(QList<BuildRecord>());
    auto table = tact::parseVersions(core::textOf(text)).value_or(tact::VersionTable());
    if (teller == Teller::Mirror)
        removeKnown(table, product, known);
    return table.rows.empty() ? known : history.remember(product, table).value_or(known);
}

/// A CDN's table of hosts names some.
Teller tellerOf(const core::Result<VersionService::Reply> &cdns)
{
    const auto table =
        cdns ? tact::parseCdns(core::textOf(cdns->answer.text)) : tl::unexpected(tact::Fault());
    const bool isMirror = table && !table->rows.empty() &&
                          std::all_of(table->rows.begin(), table->rows.end(),
                                      [](const tact::CdnRow &row) { return row.servers.empty(); });
    return isMirror ? Teller::Mirror : Teller::Cdn;
}

} // namespace

BuildOpening::BuildOpening(Means means, BuildWish wish, QObject *parent)
    : QObject(parent)
    , m_means(std::move(means))
    , m_wish(std::move(wish))
    , m_service(m_means.services, m_means.cache, m_means.service)
{
}

BuildOpening::~BuildOpening() = default;

void BuildOpening::start(Done done)
{
    m_done = std::move(done);
    m_underWay = 1;
    if (!m_wish.isComplete())
        ask(ServiceTable::Versions, m_versions);
    const bool isOwnOnly = m_means.hosts.official == HostWishes::Official::LeftOut;
    if (!m_wish.isComplete() || !isOwnOnly)
        ask(ServiceTable::Cdns, m_cdns);
    QMetaObject::invokeMethod(this, &BuildOpening::onAnswered, Qt::QueuedConnection);
}

void BuildOpening::ask(ServiceTable table, Reply &reply)
{
    ++m_underWay;
    m_service.ask(table, m_wish.product, [this, table, to = &reply](const Reply &answer) {
        *to = answer;
        const QString object = m_wish.product + u' ' + nameOf(table);
        if (answer)
            warnAll(object, answer->warnings);
        onAnswered();
    });
}

void BuildOpening::onAnswered()
{
    if (--m_underWay > 0)
        return;
    // What the cache holds was remembered when it was new.
    const bool isNew = m_versions && !m_versions->from.isEmpty();
    const auto remember = [path = m_means.historyPath, product = m_wish.product,
                           text = isNew ? m_versions->answer.text : QByteArray(),
                           teller = tellerOf(m_cdns)] { return remembered(path, product, text, teller); };
    core::runOn(m_means.services.disk(), remember, this,
                [this](const QList<BuildRecord> &known) { onKnown(known); });
}

void BuildOpening::onKnown(const QList<BuildRecord> &known)
{
    tact::VersionTable current;
    if (m_versions) {
        if (auto table = tact::parseVersions(core::textOf(m_versions->answer.text)))
            current = std::move(*table);
        warnAll(m_wish.product + QStringLiteral(" versions"), sentences(current.warnings));
    }
    auto chosen = chooseBuild(m_wish, current, known);
    if (!chosen && !m_versions && !m_wish.isComplete()) {
        return end(
            core::failure(ErrorKind::BuildUnknown,
                          QStringLiteral("no version service tells of the product %1 (%2); check its code "
                                         "and the connection")
                              .arg(m_wish.product, m_versions.error().detail)));
    }
    if (!chosen)
        return end(core::failure(chosen.error()));
    if (!m_versions && !m_wish.isComplete())
        warn(m_wish.product + QStringLiteral(" versions"),
             m_versions.error().detail + QStringLiteral("; this build was seen before"));
    m_chosen = std::move(*chosen);
    warnAll(m_wish.product, m_chosen.warnings);
    const auto asked = hosts();
    asked ? readProductConfig(*asked) : end(core::failure(asked.error()));
}

core::Result<CdnHosts> BuildOpening::hosts()
{
    HostWishes wishes = m_means.hosts;
    for (const ServiceEndpoint &endpoint : m_means.service.endpoints) {
        if (endpoint.layout == ServiceEndpoint::Layout::Folder)
            wishes.diskFolders << endpoint.base.toLocalFile();
    }
    if (!m_cdns) {
        if (wishes.own.isEmpty() && wishes.diskFolders.isEmpty())
            return core::failure(m_cdns.error());
        if (wishes.official != HostWishes::Official::LeftOut && !m_means.service.isOffline)
            warn(m_wish.product + QStringLiteral(" cdns"),
                 m_cdns.error().detail + QStringLiteral("; none of its hosts is asked"));
        return hostsFrom(wishes);
    }
    const auto table = tact::parseCdns(core::textOf(m_cdns->answer.text));
    const auto cdn =
        table ? chooseCdn(m_wish.product, QString::fromStdString(m_chosen.row.region), *table) : std::nullopt;
    if (!cdn) {
        return core::failure(ErrorKind::CdnExhausted,
                             m_wish.product + QStringLiteral(" cdns: it names no hosts"));
    }
    warnAll(m_wish.product, cdn->warnings);
    // A mirror's table names nobody: its own base has everything.
    if (const ServiceEndpoint *server = serverOf(m_cdns); server && cdn->row.servers.empty())
        wishes.own.prepend(server->base);
    return hostsFrom(cdn->row, wishes);
}

/// Which server the table came from; null: none, the cache or a folder had it.
const ServiceEndpoint *BuildOpening::serverOf(const Reply &reply) const
{
    const auto &endpoints = m_means.service.endpoints;
    const auto answered = std::find_if(endpoints.begin(), endpoints.end(), [&](const auto &endpoint) {
        return reply && endpoint.layout != ServiceEndpoint::Layout::Folder && endpoint.name() == reply->from;
    });
    return answered != endpoints.end() ? &*answered : nullptr;
}

/// It tells whether everything else is encrypted, so nothing else is asked for before it.
void BuildOpening::readProductConfig(const CdnHosts &hosts)
{
    m_loader = std::make_unique<ObjectLoader>(m_means.services, m_means.cache,
                                              ObjectLoader::Settings{hosts, m_means.service.isOffline});
    connect(m_loader.get(), &ObjectLoader::warned, this, &BuildOpening::warned);
    if (!m_chosen.row.productConfig || hosts.configFolder.isEmpty())
        return readConfigs();
    m_loader->load(productConfigObject(*m_chosen.row.productConfig),
                   [this](const core::Result<QByteArray> &bytes) {
                       onProductConfig(bytes.and_then(parseProductConfig));
                   });
}

/// Nothing depends on it but the key, and what the tags are by default.
void BuildOpening::onProductConfig(const core::Result<ProductConfig> &config)
{
    if (!config) {
        warn(describe(productConfigObject(*m_chosen.row.productConfig)),
             config.error().detail + QStringLiteral("; the usual tags are taken"));
        return readConfigs();
    }
    m_productConfig = *config;
    const QString &key = config->keyName;
    const auto &keys = m_means.services.keys;
    if (!key.isEmpty() && !(keys && keys->findArmadillo(key.toStdString()))) {
        return end(core::failure(ErrorKind::KeyMissing,
                                 QStringLiteral("everything of %1 is encrypted with the key %2 (Armadillo), "
                                                "which its file %2.ak has")
                                     .arg(m_wish.product, key)));
    }
    m_loader->decryptWith(key);
    readConfigs();
}

void BuildOpening::readConfigs()
{
    m_underWay = 2;
    read(m_chosen.row.buildConfig, QStringLiteral("build config"), m_buildConfig);
    read(m_chosen.row.cdnConfig, QStringLiteral("CDN config"), m_cdnConfig);
    if (m_chosen.row.keyRing)
        readKeyRing();
}

void BuildOpening::read(const blte::Digest &name, const QString &what, QByteArray &text)
{
    m_loader->load(configObject(name, what), [this, to = &text](const core::Result<QByteArray> &bytes) {
        if (!m_done)
            return; // the other one has ended it
        if (!bytes)
            return end(core::failure(withKey(bytes.error())));
        *to = *bytes;
        onRead();
    });
}

/// What is no text although it was decrypted was decrypted with another key.
core::Error BuildOpening::withKey(const core::Error &error) const
{
    const QString key = m_productConfig ? m_productConfig->keyName : QString();
    if (error.kind != ErrorKind::KeyMissing || key.isEmpty())
        return error;
    return {ErrorKind::KeyWrong, error.detail + QStringLiteral("; it was decrypted with the key %1, which is "
                                                               "perhaps another one of this name")
                                                    .arg(key)};
}

/// Without it some files stay locked, and no more.
void BuildOpening::readKeyRing()
{
    ++m_underWay;
    const CdnObject ring = configObject(*m_chosen.row.keyRing, QStringLiteral("key ring"));
    m_loader->load(ring, [this, ring](const core::Result<QByteArray> &bytes) {
        if (!m_done)
            return;
        if (!bytes)
            warn(describe(ring),
                 bytes.error().detail + QStringLiteral("; files that need its keys stay locked"));
        const blte::KeyList list = blte::parseKeyList(bytes ? core::textOf(*bytes) : std::string_view());
        if (!list.entries.empty()) {
            const auto &known = m_means.services.keys;
            auto keys = known ? std::make_shared<blte::KeyStore>(*known) : std::make_shared<blte::KeyStore>();
            for (const blte::KeyListEntry &entry : list.entries) {
                if (!keys->find(entry.name)) // what the user gave is not overruled
                    keys->insert(entry.name, entry.key);
            }
            m_means.services.keys = std::move(keys);
        }
        onRead();
    });
}

void BuildOpening::onRead()
{
    if (--m_underWay > 0)
        return;
    const QString buildName = QStringLiteral("build config ") + core::hex(m_chosen.row.buildConfig);
    const QString cdnName = QStringLiteral("CDN config ") + core::hex(m_chosen.row.cdnConfig);
    auto config = tact::parseBuildConfig(core::textOf(m_buildConfig));
    if (!config)
        return end(core::failure(damaged(buildName, config.error())));
    auto cdn = tact::parseCdnConfig(core::textOf(m_cdnConfig));
    if (!cdn)
        return end(core::failure(damaged(cdnName, cdn.error())));
    warnAll(buildName, sentences(config->warnings));
    warnAll(cdnName, sentences(cdn->warnings));
    if (config->isStatic)
        return end(core::failure(staticBuild(buildName)));
    const auto build = std::make_shared<const Build>(
        Build{m_wish.product, QString::fromStdString(m_chosen.row.region),
              QString::fromStdString(m_chosen.row.versionName), m_chosen.row.buildConfig,
              m_chosen.row.cdnConfig, std::move(*config), std::move(*cdn), m_chosen.row});
    disconnect(m_loader.get(), nullptr, this, nullptr);
    auto finder = std::make_unique<ObjectFinder>(*m_loader, m_means.cache, build);
    auto opened = std::make_shared<OpenBuild>(build, std::move(m_loader), std::move(finder));
    if (m_versions) {
        opened->sequenceNumber = m_versions->answer.sequenceNumber;
        opened->service = m_versions->from;
    }
    opened->productConfig = std::move(m_productConfig);
    for (const Reply *reply : {&m_versions, &m_cdns})
        opened->serviceBytes += serverOf(*reply) ? (*reply)->answer.text.size() : 0;
    end(opened);
}

void BuildOpening::warn(const QString &object, const QString &detail)
{
    Q_EMIT warned(warningOf(object, detail));
}

void BuildOpening::warnAll(const QString &object, const QStringList &details)
{
    for (const QString &detail : details)
        warn(object, detail);
}

void BuildOpening::end(core::Result<std::shared_ptr<OpenBuild>> result)
{
    if (const Done done = std::exchange(m_done, {}))
        done(result);
}

} // namespace catalog
