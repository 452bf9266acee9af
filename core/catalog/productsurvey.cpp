#include "core/catalog/productsurvey.h"

#include "core/async.h"
#include "core/cache/objectcache.h"
#include "core/catalog/cdnobject.h"
#include "core/catalog/productconfig.h"
#include "core/tact/versiontables.h"
#include "core/transfer/transferservices.h"

#include <QFile>
#include <QPointer>
#include <algorithm>
#include <utility>

namespace catalog {

namespace {

/// As many as a host answers side by side anyway.
constexpr int kProductsAtOnce = 6;
/// Products without versions that are told one by one.
constexpr qsizetype kMostToldOf = 3;

/// From the cache. Blocks.
std::optional<ProductConfig> keptConfig(cache::ObjectCache &objects, const blte::Digest &name)
{
    const CdnObject object = productConfigObject(name);
    const cache::EntryKey key = entryKeyOf(object, {});
    if (!QFile::exists(objects.folder() + u'/' +
                       cache::relativePath(key))) // most are not, and count as no miss
        return std::nullopt;
    const auto isIt = [&](const cache::EntryBytes &entry) { return entry.md5 == name; };
    const auto kept = objects.read(key, isIt);
    if (kept.outcome != cache::ObjectCache::Outcome::Hit)
        return std::nullopt;
    const auto config = parseProductConfig(kept.bytes);
    return config ? std::optional(*config) : std::nullopt;
}

QList<ProductEntry> withConfigs(QList<ProductEntry> products, cache::ObjectCache &objects)
{
    for (ProductEntry &product : products) {
        if (!product.productConfig)
            continue;
        if (const auto config = keptConfig(objects, *product.productConfig)) {
            product.title = config->title;
            product.keyName = config->keyName;
        }
    }
    return products;
}

} // namespace

ProductSurvey::ProductSurvey(transfer::TransferServices &services, std::shared_ptr<cache::ObjectCache> cache,
                             VersionService &service, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_cache(std::move(cache))
    , m_service(service)
{
}

void ProductSurvey::start(Done done)
{
    m_done = std::move(done);
    m_service.ask(ServiceTable::Summary, {}, [self = QPointer(this)](const auto &reply) {
        if (self)
            self->onSummary(reply);
    });
}

void ProductSurvey::onSummary(const core::Result<VersionService::Reply> &reply)
{
    if (!reply)
        return m_done(core::failure(reply.error()));
    m_found.warnings = reply->warnings;
    m_found.service = reply->from;
    const auto table = tact::parseSummary(core::textOf(reply->answer.text));
    for (const tact::SummaryRow &row : table->rows) {
        const QString code = productCode(QString::fromStdString(row.product));
        if (row.kind != tact::SummaryRow::Kind::Versions || code.isEmpty())
            continue;
        ProductEntry product;
        product.code = code;
        product.sequenceNumber = row.sequenceNumber;
        m_found.products << product;
    }
    for (const tact::Warning &warning : table->warnings.first())
        m_found.warnings << QStringLiteral("summary, line %1: %2")
                                .arg(warning.row)
                                .arg(QString::fromStdString(warning.text));
    std::sort(m_found.products.begin(), m_found.products.end(),
              [](const ProductEntry &a, const ProductEntry &b) { return a.code < b.code; });
    Q_EMIT foundMore();
    askMore();
}

void ProductSurvey::askMore()
{
    while (m_underWay < kProductsAtOnce && m_next < m_found.products.size()) {
        const qsizetype product = m_next++;
        ++m_underWay;
        m_service.ask(ServiceTable::Versions, m_found.products[product].code,
                      [self = QPointer(this), product](const auto &reply) {
                          if (self)
                              self->onVersions(product, reply);
                      });
    }
    if (m_underWay > 0)
        return;
    if (m_lacking > kMostToldOf)
        m_found.warnings << QStringLiteral("the versions of %1 more products could not be had")
                                .arg(m_lacking - kMostToldOf);
    readConfigs();
}

void ProductSurvey::readConfigs()
{
    const auto read = [products = m_found.products, objects = m_cache] {
        return withConfigs(products, *objects);
    };
    core::runOn(m_services.disk(), read, this, [this](const QList<ProductEntry> &products) {
        m_found.products = products;
        m_done(m_found);
    });
}

void ProductSurvey::onVersions(qsizetype product, const core::Result<VersionService::Reply> &reply)
{
    --m_underWay;
    if (!reply && m_lacking++ < kMostToldOf)
        m_found.warnings << reply.error().detail;
    const auto table = reply ? tact::parseVersions(core::textOf(reply->answer.text))
                             : tact::parseVersions(std::string_view());
    std::uint64_t highest = 0;
    ProductEntry &entry = m_found.products[product];
    for (const tact::VersionRow &row : table ? table->rows : std::vector<tact::VersionRow>()) {
        entry.regions << QString::fromStdString(row.region);
        if (entry.version.isEmpty() || row.buildId.value_or(0) > highest) {
            entry.version = QString::fromStdString(row.versionName);
            entry.productConfig = row.productConfig;
        }
        highest = std::max(highest, row.buildId.value_or(0));
    }
    if (table)
        entry.builds = table->rows;
    Q_EMIT foundMore();
    askMore();
}

} // namespace catalog
