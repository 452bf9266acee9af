#include "app/cli/mirrorrun.h"

#include "app/mirrorrow.h"

#include <algorithm>
#include <utility>

namespace app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using core::ErrorKind;
using transfer::Event;

namespace {

catalog::BuildOpening::Means meansOf(const MirrorOptions &options, transfer::TransferServices &services)
{
    catalog::BuildOpening::Means means = meansFor(options.build, services);
    means.hosts.diskFolders << options.order.folder; // what is there is not fetched to be looked at
    return means;
}

} // namespace

MirrorRun::MirrorRun(const MirrorOptions &options, std::shared_ptr<const blte::KeyStore> keys)
    : m_options(options)
    , m_queue(m_services, options.settings)
    , m_products(meansOf(options, m_services), options.build.tree)
    , m_opening(m_services, m_products, options.order)
    , m_report(options.output, options.talk)
{
    m_queue.setKeys(std::move(keys));
    m_services.closing = catalog::closeMirror;
    m_report.listen(m_products, m_opening.planning(), m_totals);
    connect(&m_opening, &catalog::MirrorOpening::ended, this, &MirrorRun::onEnded);
    // Queued: whatever add() sets off is told after the row is known.
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
    m_opening.plan([this](const catalog::MirrorPlan &plan) { onPlanned(plan); });
}

void MirrorRun::onPlanned(const catalog::MirrorPlan &plan)
{
    m_totals.plan(plan);
    m_report.planned(plan);
    if (m_options.work == MirrorOptions::Work::Tell || m_wasInterrupted || plan.builds.isEmpty())
        return end();
    m_tick.start();
    m_opening.prepare(plan, [this](const auto &row) { onPrepared(row); });
}

/// Of what is not in the row.
void MirrorRun::onEnded(const catalog::MirrorEntry &entry, const catalog::MirrorBasis::End &end)
{
    if (end.error.kind == ErrorKind::None) {
        ++m_totals.done;
        m_totals.present += end.wasThere ? 1 : 0;
        m_totals.doneBytes += entry.object.size.value_or(0);
    } else if (end.error.kind == ErrorKind::NotFound &&
               entry.object.promise == catalog::MirrorObject::Promise::Unlisted) {
        ++m_totals.unlisted;
        m_report.unlisted(entry.path());
    } else {
        ++m_failedObjects;
        ++m_totals.failed;
        m_report.failed(entry.path(), end.error);
    }
}

void MirrorRun::onPrepared(const core::Result<catalog::MirrorOpening::Row> &row)
{
    if (m_wasInterrupted)
        return;
    if (!row) {
        ++m_totals.failed;
        m_report.failed(m_options.order.folder, row.error());
        return end();
    }
    m_rowName = row->source.name;
    m_row = m_queue.add({requestFor(*row, m_options.order.folder)}).first();
}

void MirrorRun::onFilesEnded(queue::ItemId id, const QList<transfer::SetFileEnd> &files)
{
    if (id != m_row)
        return;
    for (const transfer::SetFileEnd &file : files)
        onFileEnded(file);
}

void MirrorRun::onFileEnded(const transfer::SetFileEnd &file)
{
    if (file.isAbsent) {
        ++m_totals.unlisted;
        m_report.unlisted(file.name);
    } else if (file.verdict == transfer::Verdict::None) {
        m_failures.insert(file.name, file.error);
    } else {
        m_failures.remove(file.name);
        ++m_rowDone;
        m_totals.present += file.wasThere ? 1 : 0;
    }
}

void MirrorRun::onHappened(queue::ItemId id, const Event &event)
{
    if (id != m_row)
        return;
    if (event.kind == Event::Kind::Waiting) {
        m_report.waits(m_rowName, event);
    } else if (event.kind == Event::Kind::ObjectMended) {
        ++m_totals.healed;
        m_report.healed(event.error.detail, event.bytes);
    } else if (event.kind == Event::Kind::Done || event.kind == Event::Kind::Failed) {
        onRowEnded(event);
    }
}

/// What did not come is told now; of an attempt that ended early, why.
void MirrorRun::onRowEnded(const Event &event)
{
    QStringList paths = m_failures.keys();
    paths.sort();
    for (const QString &path : std::as_const(paths))
        m_report.failed(path, m_failures.value(path));
    m_totals.failed += paths.size();
    m_failedObjects += paths.size();
    if (event.kind == Event::Kind::Failed && paths.isEmpty()) {
        ++m_totals.failed;
        m_report.failed(m_rowName, event.error);
    }
    m_totals = totalsNow();
    m_queue.remove({*std::exchange(m_row, std::nullopt)},
                   queue::Removal::DeletePartial); // the next run makes a plan of what is missing then
    m_queue.close();                               // once that is cleaned up; closed() follows
}

MirrorTotals MirrorRun::totalsNow() const
{
    MirrorTotals now = m_totals;
    const queue::Item *item = m_row ? m_queue.find(*m_row) : nullptr;
    if (!item)
        return now;
    now.done += item->progress.filesDone;
    now.present += std::max<qint64>(0, item->progress.filesDone - m_rowDone); // of an earlier run
    now.doneBytes += std::max<qint64>(0, item->progress.encodedDone);
    now.networkBytes += item->progress.networkBytes;
    return now;
}

void MirrorRun::onTick()
{
    m_queue.poll();
    m_report.progressed(totalsNow(), m_queue.bytesPerSecond());
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
    m_totals = totalsNow();
    m_totals.metadataBytes = m_products.networkBytes();
    const bool isTold = m_options.work == MirrorOptions::Work::Tell;
    if (!isTold)
        m_totals.unfinished =
            std::max<qint64>(0, m_totals.objects - m_totals.done - m_totals.unlisted - m_failedObjects);
    if (!isTold || m_options.output == Output::Json)
        m_report.ended(m_totals, u"are in the mirror"_s);
    const ExitCode code = m_wasInterrupted      ? ExitCode::Interrupted
                          : m_totals.failed > 0 ? ExitCode::Failed
                                                : ExitCode::Done;
    Q_EMIT finished(code);
}

} // namespace app
