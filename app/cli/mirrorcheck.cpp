#include "app/cli/mirrorcheck.h"

#include "core/async.h"
#include "core/bytes.h"
#include "core/catalog/mirrorproof.h"
#include "core/hex.h"

#include <QDir>
#include <QFile>

namespace app {

using namespace Qt::StringLiterals;
using core::ErrorKind;

namespace {

const QString kMissing = u"it is not in the mirror"_s;
constexpr int kChecksAtOnce = 4;

catalog::BuildOpening::Means diskOnly(const MirrorOptions &options, transfer::TransferServices &services)
{
    catalog::BuildOpening::Means means = meansFor(options.build, services);
    means.service.isOffline = true;
    means.service.endpoints = {
        {catalog::ServiceEndpoint::Layout::Folder, QUrl::fromLocalFile(options.order.folder)}};
    means.hosts = {};
    return means;
}

/// In words, one for each object that is wrong.
QList<core::Error> wrongIn(const QString &path, const catalog::MirrorObject &object,
                           const transfer::WholeCipher &cipher)
{
    if (!QFile::exists(path))
        return {{ErrorKind::ReadFailed, kMissing}};
    const auto proof = catalog::prove(path, object, cipher);
    if (!proof)
        return {proof.error()};
    QList<core::Error> wrong;
    for (const tact::IndexEntry &entry : proof->wrong) {
        wrong << core::Error{
            ErrorKind::EncodingKeyWrong,
            u"the object %1 at byte %2 is missing or damaged"_s.arg(core::hex(entry.key)).arg(entry.offset)};
    }
    return wrong;
}

} // namespace

MirrorCheck::MirrorCheck(const MirrorOptions &options, std::shared_ptr<const blte::KeyStore> keys)
    : m_options(options)
    , m_products(diskOnly(options, m_services), options.build.tree)
    , m_planning(m_services, m_products, options.order.shard, {})
    , m_report(options.output, options.talk)
{
    m_services.keys = std::move(keys);
    m_report.listen(m_products, m_planning, m_totals);
}

MirrorCheck::~MirrorCheck() = default;

void MirrorCheck::start()
{
    m_planning.start(m_options.order.wishes, [this](const catalog::MirrorPlan &plan) { onPlanned(plan); });
}

void MirrorCheck::onPlanned(const catalog::MirrorPlan &plan)
{
    m_plan = plan;
    m_totals.plan(plan);
    m_report.planned(plan);
    feed();
}

void MirrorCheck::feed()
{
    while (m_underWay < kChecksAtOnce && m_next < m_plan.entries.size()) {
        const qsizetype number = m_next++;
        const catalog::MirrorEntry &entry = m_plan.entries[number];
        ++m_underWay;
        core::runIn(
            m_services.lookups(),
            [path = QString(m_options.order.folder % u'/' % entry.path()), object = entry.object,
             cipher = entry.cipher(m_services.keys.get())] { return wrongIn(path, object, cipher); },
            this, [this, number](const QList<core::Error> &wrong) { onChecked(number, wrong); });
    }
    if (m_underWay == 0)
        end(m_totals.failed > 0 ? ExitCode::Failed : ExitCode::Done);
}

void MirrorCheck::onChecked(qsizetype number, const QList<core::Error> &wrong)
{
    const catalog::MirrorEntry &entry = m_plan.entries[number];
    const bool mayLack = entry.object.promise == catalog::MirrorObject::Promise::Unlisted;
    if (wrong.isEmpty()) {
        ++m_totals.done;
        m_totals.doneBytes += entry.object.size.value_or(0);
    } else if (mayLack && wrong.first().detail == kMissing) {
        ++m_totals.unlisted;
        m_report.unlisted(entry.path());
    } else {
        ++m_totals.failed;
        for (const core::Error &error : wrong)
            m_report.failed(entry.path(), error);
    }
    --m_underWay;
    m_report.progressed(m_totals, 0);
    feed();
}

void MirrorCheck::end(ExitCode code)
{
    m_report.ended(m_totals, u"are whole"_s);
    Q_EMIT finished(code);
}

core::Result<QList<catalog::MirrorWish>> buildsOfMirror(const QString &folder, const QStringList &products)
{
    const QDir tables(folder + u"/v2/products"_s);
    QList<catalog::MirrorWish> wishes;
    for (const QString &product :
         products.isEmpty() ? tables.entryList(QDir::Dirs | QDir::NoDotAndDotDot) : products) {
        QFile file(tables.filePath(product + u"/versions"_s));
        const auto table = file.open(QIODevice::ReadOnly) ? tact::parseVersions(core::textOf(file.readAll()))
                                                          : tl::unexpected(tact::Fault());
        if (!table)
            return core::failure(ErrorKind::NotFound,
                                 u"%1 is no mirror of %2: it has no %3"_s.arg(
                                     folder, product, tables.relativeFilePath(file.fileName())));
        for (const tact::VersionRow &row : table->rows) {
            catalog::BuildWish wish;
            wish.product = product;
            wish.build = core::hex(row.buildConfig);
            wish.cdnConfig = row.cdnConfig;
            wishes << catalog::MirrorWish{wish, {}};
        }
    }
    if (wishes.isEmpty())
        return core::failure(ErrorKind::NotFound,
                             u"%1 is no mirror: its v2/products names no builds"_s.arg(folder));
    return wishes;
}

} // namespace app
