#include "app/cli/mirrorrun.h"

#include "app/cli/mirrortables.h"
#include "core/async.h"
#include "core/blte/encodedproof.h"
#include "core/bytes.h"
#include "core/catalog/objectloader.h"
#include "core/catalog/whilealive.h"
#include "core/hex.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <utility>

namespace app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using core::ErrorKind;
using transfer::Event;
using Proof = catalog::MirrorObject::Proof;
using Promise = catalog::MirrorObject::Promise;

namespace {

/// Rows that the queue has at once: enough that no connection idles, and memory does not grow with the
/// mirror.
constexpr int kEntriesAtOnce = 64;
/// Of an archive, in bytes, what is fetched object by object; with more, all of it comes again.
constexpr qint64 kMostHealed = 32 << 20;
constexpr qint64 kLargestHealed = 16 << 20; ///< of one object, which comes into memory

catalog::BuildOpening::Means meansOf(const MirrorOptions &options, transfer::TransferServices &services)
{
    catalog::BuildOpening::Means means = meansFor(options.build, services);
    means.hosts.diskFolders << options.folder; // what is there is not fetched to be looked at
    return means;
}

core::Result<void> replaceFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) ||
        file.write(bytes) != bytes.size() || !file.commit())
        return core::failure(ErrorKind::WriteFailed, path + u": "_s + file.errorString());
    return {};
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool isFewEnough(const MirrorProof &check)
{
    return check.wrongBytes <= kMostHealed &&
           std::all_of(check.wrong.begin(), check.wrong.end(),
                       [](const tact::IndexEntry &entry) { return entry.encodedSize <= kLargestHealed; });
}

} // namespace

MirrorRun::MirrorRun(const MirrorOptions &options, std::shared_ptr<const blte::KeyStore> keys)
    : m_options(options)
    , m_queue(m_services, options.settings)
    , m_products(meansOf(options, m_services), options.build.tree)
    , m_planning(m_products, options.shard)
    , m_report(options.output, options.talk)
{
    m_queue.setKeys(std::move(keys));
    connect(&m_products, &catalog::OpenProducts::warned, this,
            [this](const catalog::LoadWarning &warning) { m_report.warned(warning); });
    connect(&m_planning, &MirrorPlanning::lost, this,
            [this](const catalog::BuildWish &wish, const core::Error &error) {
                ++m_totals.failed;
                m_report.lost(wish.product, error);
            });
    // Queued: whatever add() sets off is told after the row has its work.
    connect(&m_queue, &queue::Queue::happened, this, &MirrorRun::onHappened, Qt::QueuedConnection);
    connect(&m_queue, &queue::Queue::closed, this, &MirrorRun::end, Qt::QueuedConnection);
    connect(&m_interrupt, &Interrupt::requested, this, &MirrorRun::interrupt);
    connect(&m_tick, &QTimer::timeout, this, &MirrorRun::onTick);
    m_tick.setInterval(250ms);
}

MirrorRun::~MirrorRun() = default;

void MirrorRun::start()
{
    m_planning.start(m_options.wishes, [this](const MirrorPlan &plan) { onPlanned(plan); });
}

void MirrorRun::onPlanned(const MirrorPlan &plan)
{
    m_plan = plan;
    m_totals.plan(plan);
    m_report.planned(plan);
    if (m_options.work == MirrorOptions::Work::Tell || m_wasInterrupted)
        return end();
    m_tick.start();
    feed();
}

void MirrorRun::feed()
{
    if (m_wasInterrupted)
        return;
    while (m_next < m_plan.entries.size() && m_underWay < kEntriesAtOnce &&
           mayBegin(m_plan.entries[m_next])) {
        ++m_underWay;
        m_namedUnderWay += m_plan.entries[m_next].object.proof == Proof::Name ? 1 : 0;
        begin({m_next++});
    }
    if (m_underWay == 0 && m_next == m_plan.entries.size())
        end();
}

/// What proves the archives has to be there before them.
bool MirrorRun::mayBegin(const MirrorEntry &entry) const
{
    return entry.object.proof == Proof::Name || m_namedUnderWay == 0;
}

void MirrorRun::begin(Work work)
{
    work.wasThere = QFile::exists(targetOf(work));
    work.wasThere ? check(work) : fetch(work, queue::WhenExists::Refuse);
}

void MirrorRun::fetch(const Work &work, queue::WhenExists whenExists)
{
    const MirrorEntry &entry = m_plan.entries[work.entry];
    if (entry.object.object.kind != catalog::CdnObject::Kind::File)
        return fetchSmall(work);
    catalog::CdnHosts others = entry.build->loader->hosts();
    others.diskFolders.removeAll(m_options.folder);
    const core::Source source = catalog::withFolders(entry.source(), others, entry.object.object);
    queue::Request request{source, m_options.folder, entry.path(), {}, transfer::Intent::Run};
    request.options.form = queue::Form::Raw;
    request.options.whenExists = whenExists;
    m_works.insert(m_queue.add({request}).first(), work);
}

/// Configs, indices and the like were read to list the build, and are in the cache.
void MirrorRun::fetchSmall(const Work &work)
{
    const MirrorEntry &entry = m_plan.entries[work.entry];
    const auto onLoaded = [this, work](const core::Result<QByteArray> &bytes) {
        if (!bytes)
            return fail(work, bytes.error());
        core::runIn(
            m_services.lookups(),
            [path = targetOf(work), bytes = *bytes] { return replaceFile(path, bytes); }, this,
            [this, work](const core::Result<void> &written) {
                written ? finish(work) : fail(work, written.error());
            });
    };
    entry.build->loader->load(entry.object.object, catalog::whileAlive(this, onLoaded));
}

void MirrorRun::onHappened(queue::ItemId id, const Event &event)
{
    if (!m_works.contains(id))
        return;
    if (event.kind == Event::Kind::Waiting)
        m_report.waits(m_plan.entries[m_works[id].entry].path(), event);
    if (event.kind != Event::Kind::Done && event.kind != Event::Kind::Failed)
        return;
    const queue::Item *item = std::as_const(m_queue).find(id);
    m_totals.networkBytes += item ? item->progress.networkBytes : 0;
    const Work work = m_works.take(id);
    m_queue.remove({id}, queue::Removal::KeepFiles);
    if (event.kind == Event::Kind::Failed)
        fail(work, event.error);
    else if (m_plan.entries[work.entry].object.proof == Proof::Index)
        check(work);
    else
        finish(work);
}

void MirrorRun::check(const Work &work)
{
    core::runIn(
        m_services.lookups(),
        [path = targetOf(work), object = m_plan.entries[work.entry].object] { return prove(path, object); },
        this, [this, work](const MirrorProof &proof) { onProven(work, proof); });
}

void MirrorRun::onProven(Work work, const MirrorProof &proof)
{
    if (proof.isWhole())
        return finish(work);
    work.wasThere = false;
    if (!proof.error && isFewEnough(proof))
        return heal(work, proof.wrong, 0);
    if (!std::exchange(work.isAgain, true))
        return fetch(work, queue::WhenExists::Overwrite);
    const auto toldOf = [&] {
        return core::Error{
            ErrorKind::EncodingKeyWrong,
            u"%1 of its %2 objects are not what its index says"_s.arg(proof.wrong.size()).arg(proof.objects)};
    };
    fail(work, proof.error ? *proof.error : toldOf());
}

/// One after the other, each proven before it is written.
void MirrorRun::heal(const Work &work, const std::vector<tact::IndexEntry> &wrong, std::size_t next)
{
    if (next == wrong.size())
        return finish(work);
    const MirrorEntry &entry = m_plan.entries[work.entry];
    const tact::IndexEntry object = wrong[next];
    const core::ByteRange slice{qint64{object.offset}, qint64{object.offset} + object.encodedSize - 1};
    catalog::CdnObject wanted =
        catalog::archivedObject(entry.object.object.path.hash, slice, {object.key}, {}, u"object"_s);
    wanted.path = entry.object.object.path;
    const auto isProven = [key = blte::EncodingKey{object.key}](QByteArrayView bytes) {
        return blte::isObject(key, core::bytesOf(bytes));
    };
    const auto onLoaded = [this, work, wrong, next, object](const core::Result<QByteArray> &bytes) {
        if (!bytes)
            return fail(work, {bytes.error().kind, u"object %1 at %2: %3"_s.arg(core::hex(object.key))
                                                       .arg(object.offset)
                                                       .arg(bytes.error().detail)});
        const auto write = [path = targetOf(work), object, bytes = *bytes] {
            return replaceObject(path, object.offset, bytes);
        };
        core::runIn(m_services.lookups(), write, this,
                    [this, work, wrong, next, object](const core::Result<void> &written) {
                        if (!written)
                            return fail(work, written.error());
                        ++m_totals.healed;
                        m_report.healed(m_plan.entries[work.entry].path(), object.offset);
                        heal(work, wrong, next + 1);
                    });
    };
    entry.build->loader->loadRange(wanted, {0, object.encodedSize - 1}, isProven,
                                   catalog::whileAlive(this, onLoaded));
}

void MirrorRun::finish(const Work &work)
{
    ++m_totals.done;
    m_totals.present += work.wasThere ? 1 : 0;
    m_totals.doneBytes += m_plan.entries[work.entry].object.size.value_or(0);
    ended(work);
}

void MirrorRun::fail(const Work &work, const core::Error &error)
{
    const MirrorEntry &entry = m_plan.entries[work.entry];
    if (error.kind == ErrorKind::NotFound && entry.object.promise == Promise::Unlisted) {
        ++m_totals.unlisted;
        m_report.unlisted(entry.path());
    } else {
        ++m_totals.failed;
        m_report.failed(entry.path(), error);
    }
    ended(work);
}

void MirrorRun::ended(const Work &work)
{
    --m_underWay;
    m_namedUnderWay -= m_plan.entries[work.entry].object.proof == Proof::Name ? 1 : 0;
    QMetaObject::invokeMethod(this, &MirrorRun::feed, Qt::QueuedConnection);
}

void MirrorRun::onTick()
{
    m_queue.poll();
    MirrorTotals now = m_totals;
    for (int row = 0; row < m_queue.count(); ++row) {
        now.networkBytes += m_queue.at(row).progress.networkBytes;
        now.doneBytes += std::max<qint64>(0, m_queue.at(row).progress.encodedDone);
    }
    m_report.progressed(now, m_queue.bytesPerSecond());
}

void MirrorRun::interrupt()
{
    m_wasInterrupted = true;
    m_queue.close(); // checkpoints everything; closed() follows
}

void MirrorRun::end()
{
    if (std::exchange(m_isOver, true))
        return;
    m_tick.stop();
    for (int row = 0; row < m_queue.count(); ++row)
        m_totals.networkBytes += m_queue.at(row).progress.networkBytes;
    m_totals.metadataBytes = m_products.networkBytes();
    const bool isTold = m_options.work == MirrorOptions::Work::Tell;
    if (!isTold) {
        m_totals.unfinished = m_plan.entries.size() - m_totals.done - m_totals.failed - m_totals.unlisted;
        removeEmptyFolders();
        if (!m_wasInterrupted)
            writeTables();
    }
    if (!isTold || m_options.output == Output::Json)
        m_report.ended(m_totals, u"are in the mirror"_s);
    const ExitCode code = m_wasInterrupted      ? ExitCode::Interrupted
                          : m_totals.failed > 0 ? ExitCode::Failed
                                                : ExitCode::Done;
    Q_EMIT finished(code);
}

/// Those that were made for objects that no host has.
void MirrorRun::removeEmptyFolders()
{
    for (const MirrorEntry &entry : std::as_const(m_plan.entries)) {
        if (entry.object.promise == Promise::Unlisted)
            QDir(m_options.folder).rmpath(QFileInfo(entry.path()).path());
    }
}

/// Which builds there are, for whoever is served by the mirror.
void MirrorRun::writeTables()
{
    const QString service = m_options.folder + u"/v2"_s;
    for (auto build = m_plan.builds.crbegin(); build != m_plan.builds.crend(); ++build) {
        const catalog::Build &open = *(*build)->build;
        tact::VersionRow row = open.row;
        if (row.region.empty())
            row.region = "us";
        if (row.versionName.empty())
            row.versionName = open.config.name;
        const catalog::CdnHosts &hosts = (*build)->loader->hosts();
        const QString product = service % u"/products/"_s % open.product % u'/';
        const QByteArray versions =
            withBuild(contentOf(product + u"versions"_s), row, (*build)->sequenceNumber);
        const auto number = tact::parseVersions(core::textOf(versions))
                                .map([](const tact::VersionTable &table) { return table.sequenceNumber; })
                                .value_or(std::nullopt);
        const QByteArray summary =
            withProduct(contentOf(service + u"/summary"_s), open.product, number.value_or(1));
        const auto written =
            replaceFile(product + u"cdns"_s, cdnsText(versions, hosts.folder, hosts.configFolder))
                .and_then([&] { return replaceFile(product + u"versions"_s, versions); })
                .and_then([&] { return replaceFile(service + u"/summary"_s, summary); });
        if (!written) {
            ++m_totals.failed;
            m_report.failed(open.product, written.error());
        }
    }
}

QString MirrorRun::targetOf(const Work &work) const
{
    return m_options.folder % u'/' % m_plan.entries[work.entry].path();
}

} // namespace app
