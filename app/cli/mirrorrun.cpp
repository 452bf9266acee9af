#include "app/cli/mirrorrun.h"

#include "app/cli/archivemending.h"
#include "app/cli/mirrortables.h"
#include "core/async.h"
#include "core/catalog/objectloader.h"
#include "core/catalog/whilealive.h"

#include <QDir>
#include <QFile>
#include <ranges>
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
catalog::BuildOpening::Means meansOf(const MirrorOptions &options, transfer::TransferServices &services)
{
    catalog::BuildOpening::Means means = meansFor(options.build, services);
    means.hosts.diskFolders << options.folder; // what is there is not fetched to be looked at
    return means;
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
    m_report.listen(m_products, m_planning, m_totals);
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
    const bool isByIndex = m_plan.entries[work.entry].object.proof == Proof::Index;
    if (isByIndex && !QFile::exists(targetOf(work) + u".index"_s))
        return fail(work,
                    {ErrorKind::CdnExhausted, u"its index could not be had, and nothing else proves it"_s});
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
    const core::Source source =
        catalog::withFolders(entry.build->loader->sourceOf(entry.object.object), others, entry.object.object);
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
        this, [this, work](const core::Result<ArchiveCheck> &proof) { onProven(work, proof); });
}

void MirrorRun::onProven(Work work, const core::Result<ArchiveCheck> &proof)
{
    if (proof && proof->wrong.empty())
        return finish(work);
    work.wasThere = false;
    if (proof && ArchiveMending::isWorthwhile(*proof))
        return mend(work, proof->wrong);
    if (!std::exchange(work.isAgain, true))
        return fetch(work, queue::WhenExists::Overwrite);
    fail(work,
         proof ? core::Error{ErrorKind::EncodingKeyWrong,
                             u"%1 of its %2 objects are not what its index says"_s.arg(proof->wrong.size())
                                 .arg(proof->objects)}
               : proof.error());
}

void MirrorRun::mend(const Work &work, const std::vector<tact::IndexEntry> &wrong)
{
    const MirrorEntry &entry = m_plan.entries[work.entry];
    auto *mending =
        new ArchiveMending(*entry.build->loader, entry.object.object, targetOf(work), wrong, this);
    const auto onHealed = [this, path = entry.path()](qint64 offset) {
        ++m_totals.healed;
        m_report.healed(path, offset);
    };
    mending->start(onHealed, [this, mending, work](const core::Result<void> &mended) {
        mending->deleteLater();
        mended ? finish(work) : fail(work, mended.error());
    });
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

/// Which builds there are, for whoever is served by the mirror; the first one wished stands first.
void MirrorRun::writeTables()
{
    for (const auto &build : std::views::reverse(std::as_const(m_plan.builds))) {
        if (const auto written = addToTables(m_options.folder, *build); !written) {
            ++m_totals.failed;
            m_report.failed(build->build->product, written.error());
        }
    }
}

QString MirrorRun::targetOf(const Work &work) const
{
    return m_options.folder % u'/' % m_plan.entries[work.entry].path();
}

} // namespace app
