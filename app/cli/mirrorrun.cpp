#include "app/cli/mirrorrun.h"

#include "app/cli/archivemending.h"
#include "core/async.h"
#include "core/blte/encodedproof.h"
#include "core/bytes.h"
#include "core/catalog/objectloader.h"
#include "core/catalog/setplanner.h"
#include "core/catalog/whilealive.h"
#include "core/storage/setfolder.h"

#include <QDir>
#include <QFile>
#include <algorithm>
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
/// At what is proven wrong once all of it is there, each with another host first.
constexpr int kMostAttempts = 3;
/// What comes into memory to be encrypted anew.
constexpr qint64 kLargestEncrypted = 64 << 20;

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
    , m_planning(m_services, m_products, options.shard, options.folder)
    , m_report(options.output, options.talk)
{
    m_queue.setKeys(std::move(keys));
    m_report.listen(m_products, m_planning, m_totals);
    // Queued: whatever add() sets off is told after the row has its work.
    connect(&m_queue, &queue::Queue::happened, this, &MirrorRun::onHappened, Qt::QueuedConnection);
    connect(&m_queue, &queue::Queue::filesEnded, this, &MirrorRun::onFilesEnded, Qt::QueuedConnection);
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
    for (int begun = 0; begun < kEntriesAtOnce && m_underWay < kEntriesAtOnce && mayBegin(); ++begun) {
        ++m_underWay;
        m_namedUnderWay += m_plan.entries[m_next].object.proof == Proof::Name ? 1 : 0;
        begin({m_next++});
    }
    if (mayBegin() && m_underWay < kEntriesAtOnce)
        return m_feedSoon(); // many went into the set at once
    if (m_underWay > 0)
        return;
    m_set.isEmpty() ? end() : beginSet();
}

/// What proves the archives has to be there before them.
bool MirrorRun::mayBegin() const
{
    return m_next < m_plan.entries.size() &&
           (m_plan.entries[m_next].object.proof == Proof::Name || m_namedUnderWay == 0);
}

void MirrorRun::begin(Work work)
{
    const MirrorEntry &entry = m_plan.entries[work.entry];
    if (entry.object.proof == Proof::Index && !QFile::exists(targetOf(work) + u".index"_s))
        return fail(work,
                    {ErrorKind::CdnExhausted, u"its index could not be had, and nothing else proves it"_s});
    work.wasThere = QFile::exists(targetOf(work));
    if (work.wasThere)
        return check(work);
    if (!entry.isSelected || entry.object.object.kind != catalog::CdnObject::Kind::File || cipherOf(work))
        return fetch(work, queue::WhenExists::Refuse);
    m_set.add(work.entry, entry, m_options.folder);
    ended(work);
}

/// Once all else is there. The disk gets the plan before anybody is to fetch by it.
void MirrorRun::beginSet()
{
    m_underWay = static_cast<int>(m_set.size());
    m_namedUnderWay = m_underWay;
    m_setName = catalog::setName(u"mirror "_s + m_options.label);
    const auto write = [plan = std::make_shared<core::SetPlan>(m_set.takePlan()),
                        target = QString(m_options.folder % u'/' % m_setName)] {
        return storage::SetFolder::create(target, *plan);
    };
    core::runOn(m_services.disk(), write, this,
                [this](const core::Result<void> &written) { fetchSet(written); });
}

void MirrorRun::fetchSet(const core::Result<void> &written)
{
    if (m_wasInterrupted)
        return;
    if (!written) {
        ++m_totals.failed;
        m_report.failed(m_setName, written.error());
        return end();
    }
    core::Source source;
    source.set = m_options.label;
    source.name = m_setName;
    queue::Request request{source, m_options.folder, m_setName, {}, transfer::Intent::Run};
    request.options.form = queue::Form::Raw;
    m_setRow = m_queue.add({request}).first();
}

void MirrorRun::onFilesEnded(queue::ItemId id, const QList<transfer::SetFileEnd> &files)
{
    if (id != m_setRow)
        return;
    for (const transfer::SetFileEnd &file : files) {
        if (file.verdict == transfer::Verdict::None) {
            m_set.fail(file.name, file.error); // perhaps it comes in another attempt
        } else if (const auto entry = m_set.finish(file.name)) {
            m_setBytes += file.size;
            finish({*entry});
        }
    }
}

/// What did not come is told now; of an attempt that ended early, why.
void MirrorRun::onSetEnded(const Event &event)
{
    bool isTold = false;
    for (const MirrorSet::Failure &failure : m_set.failures()) {
        isTold = isTold || failure.error.kind != ErrorKind::None;
        if (failure.error.kind != ErrorKind::None)
            fail({failure.entry}, failure.error);
    }
    if (event.kind == Event::Kind::Failed && !isTold) {
        ++m_totals.failed;
        m_report.failed(m_setName, event.error);
    }
    removeRow(*m_setRow, queue::Removal::DeletePartial); // the next run makes a plan of what is missing then
    end();
}

void MirrorRun::fetch(const Work &work, queue::WhenExists whenExists)
{
    const MirrorEntry &entry = m_plan.entries[work.entry];
    if (entry.object.object.kind != catalog::CdnObject::Kind::File)
        return fetchSmall(work);
    if (entry.object.slice && cipherOf(work))
        return fetchSlice(work);
    queue::Request request{sourceFor(work), m_options.folder, entry.path(), {}, transfer::Intent::Run};
    request.options.form = queue::Form::Raw;
    request.options.whenExists = whenExists;
    m_works.insert(m_queue.add({request}).first(), work);
}

core::Source MirrorRun::sourceFor(const Work &work) const
{
    const MirrorEntry &entry = m_plan.entries[work.entry];
    catalog::CdnHosts others = entry.build->loader->hosts();
    others.diskFolders.removeAll(m_options.folder);
    const catalog::CdnObject served = catalog::servedObject(entry.object);
    core::Source source = catalog::withFolders(entry.build->loader->sourceOf(served), others, served);
    if (!source.armadillo.isEmpty()) { // it comes as it is, and is proven when it is there
        source.armadillo.clear();
        source.encodingKey.reset();
    }
    // Who sent what is wrong is not known: each host is asked for all of it, the others while it cannot be.
    if (work.attempts > 0 && source.mirrors.size() > 1) {
        std::rotate(source.mirrors.begin(), source.mirrors.begin() + work.attempts % source.mirrors.size(),
                    source.mirrors.end());
        source.primaries = 1;
    }
    return source;
}

/// Configs, indices and the like were read to list the build, and are in the cache.
void MirrorRun::fetchSmall(const Work &work)
{
    const MirrorEntry &entry = m_plan.entries[work.entry];
    entry.build->loader->load(entry.object.object, catalog::whileAlive(this, [this, work](const auto &bytes) {
                                  write(work, bytes);
                              }));
}

/// An object of an archive that is encrypted as a whole: by itself it is encrypted in another way. It comes
/// into memory, clear and proven.
void MirrorRun::fetchSlice(const Work &work)
{
    const MirrorEntry &entry = m_plan.entries[work.entry];
    const catalog::CdnObject served = catalog::servedObject(entry.object);
    if (served.slice->size() > kLargestEncrypted) {
        return fail(work, {ErrorKind::ObjectTooLarge,
                           u"it has %1 bytes, and objects of encrypted archives are kept by themselves up to "
                           "%2; a mirror of the whole build has it"_s.arg(served.slice->size())
                               .arg(kLargestEncrypted)});
    }
    const auto isProven = [key = *served.encodingKey](QByteArrayView bytes) {
        return blte::isObject(key, core::bytesOf(bytes));
    };
    entry.build->loader->loadRange(
        served, {0, served.slice->size() - 1}, isProven,
        catalog::whileAlive(this, [this, work](const auto &bytes) { write(work, bytes); }));
}

void MirrorRun::write(const Work &work, const core::Result<QByteArray> &bytes)
{
    if (!bytes)
        return fail(work, bytes.error());
    core::runIn(
        m_services.lookups(),
        [path = targetOf(work), cipher = cipherOf(work), bytes = *bytes] {
            return replaceFile(path, applied(cipher, bytes));
        },
        this,
        [this, work](const core::Result<void> &written) {
            written ? finish(work) : fail(work, written.error());
        });
}

void MirrorRun::onHappened(queue::ItemId id, const Event &event)
{
    const bool isOver = event.kind == Event::Kind::Done || event.kind == Event::Kind::Failed;
    if (id == m_setRow && event.kind == Event::Kind::Waiting)
        m_report.waits(m_setName, event);
    else if (id == m_setRow && isOver)
        onSetEnded(event);
    if (!m_works.contains(id))
        return;
    if (event.kind == Event::Kind::Waiting)
        m_report.waits(m_plan.entries[m_works[id].entry].path(), event);
    if (!isOver)
        return;
    const Work work = m_works.take(id);
    removeRow(id, queue::Removal::KeepFiles);
    if (event.kind == Event::Kind::Failed)
        fail(work, event.error);
    else if (m_plan.entries[work.entry].object.proof == Proof::Index || cipherOf(work))
        check(work); // nothing has proven it yet
    else
        finish(work);
}

void MirrorRun::removeRow(queue::ItemId id, queue::Removal removal)
{
    const queue::Item *item = std::as_const(m_queue).find(id);
    m_totals.networkBytes += item ? item->progress.networkBytes : 0;
    m_queue.remove({id}, removal);
}

void MirrorRun::check(const Work &work)
{
    core::runIn(
        m_services.lookups(),
        [path = targetOf(work), object = m_plan.entries[work.entry].object, cipher = cipherOf(work)] {
            return prove(path, object, cipher);
        },
        this, [this, work](const core::Result<ArchiveCheck> &proof) { onProven(work, proof); });
}

void MirrorRun::onProven(Work work, const core::Result<ArchiveCheck> &proof)
{
    if (proof && proof->wrong.empty())
        return finish(work);
    const bool isOfAnotherRun = std::exchange(work.wasThere, false);
    if (proof && ArchiveMending::isWorthwhile(*proof))
        return mend(work, proof->wrong);
    if (isOfAnotherRun || ++work.attempts < kMostAttempts)
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
    auto *mending = new ArchiveMending(*entry.build->loader, entry.object.object, targetOf(work),
                                       cipherOf(work), wrong, this);
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
    ++m_ended;
    ++m_totals.done;
    m_totals.present += work.wasThere ? 1 : 0;
    m_totals.doneBytes += m_plan.entries[work.entry].object.size.value_or(0);
    ended(work);
}

void MirrorRun::fail(const Work &work, const core::Error &error)
{
    const MirrorEntry &entry = m_plan.entries[work.entry];
    ++m_ended;
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
    if (!m_setRow)
        m_feedSoon();
}

void MirrorRun::onTick()
{
    m_queue.poll();
    MirrorTotals now = m_totals;
    for (int row = 0; row < m_queue.count(); ++row) {
        now.networkBytes += m_queue.at(row).progress.networkBytes;
        now.doneBytes += std::max<qint64>(0, m_queue.at(row).progress.encodedDone);
    }
    now.doneBytes -= m_setBytes; // the row of the set counts them, too
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
        m_totals.unfinished = m_plan.entries.size() - m_ended;
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

MirrorTree MirrorRun::treeOf(const catalog::OpenBuild &build) const
{
    return {m_options.folder, build.loader->hosts(), m_services.keys};
}

/// Which builds there are, for whoever is served by the mirror; the first one wished stands first.
void MirrorRun::writeTables()
{
    for (const auto &build : std::views::reverse(std::as_const(m_plan.builds))) {
        if (const auto written = addToTables(treeOf(*build), *build); !written) {
            ++m_totals.failed;
            m_report.failed(build->build->product, written.error());
        }
    }
    for (const MirrorSelection &selection : std::as_const(m_plan.selections)) {
        const auto written =
            addSelectionToTables(treeOf(*selection.build), *selection.build, selection.objects);
        if (!written) {
            ++m_totals.failed;
            m_report.failed(selection.build->build->product, written.error());
        }
    }
}

MirrorCipher MirrorRun::cipherOf(const Work &work) const
{
    return m_plan.entries[work.entry].cipher(m_services.keys.get());
}

QString MirrorRun::targetOf(const Work &work) const
{
    return m_options.folder % u'/' % m_plan.entries[work.entry].path();
}

} // namespace app
