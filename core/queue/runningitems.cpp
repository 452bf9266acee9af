#include "core/queue/runningitems.h"

#include "core/async.h"
#include "core/transfer/settransfer.h"
#include "core/transfer/transfer.h"
#include "core/transfer/transferservices.h"

#include <algorithm>

namespace queue {

using transfer::Job;
using transfer::State;

namespace {

/// So long after the last transfer what they held is kept for the next.
constexpr std::chrono::seconds kRest{5};

} // namespace

RunningItems::RunningItems(Rows &rows, transfer::TransferServices &services, QObject *parent)
    : QObject(parent)
    , m_rows(rows)
    , m_services(services)
    , m_places(services)
{
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &RunningItems::releaseMemory);
}

RunningItems::~RunningItems()
{
    m_running.clear();
    m_leaving.clear();
    // Those that are over and wait to be deleted: what they hold must not outlive the lanes.
    qDeleteAll(findChildren<Job *>(QString(), Qt::FindDirectChildrenOnly));
}

Running *RunningItems::find(ItemId id) const
{
    const auto found = m_running.find(id);
    return found == m_running.end() ? nullptr : found->second.get();
}

void RunningItems::start(Item &item, transfer::TransferRequest order, int mostPlaces)
{
    auto running = std::make_unique<Running>();
    running->keys = m_services.keys;
    running->id = item.id;
    running->bytesBefore = item.progress.networkBytes;
    running->refetchedBefore = item.progress.refetchedBytes;
    running->limiter = std::make_shared<http::RateLimiter>(&m_services.limiter);
    running->limiter->setRate(item.bytesPerSecond);
    running->seat = m_places.take(item, mostPlaces);
    order.limiter = running->limiter;
    order.sharedConnection = running->seat->sharedConnection();
    if (item.source.set.isEmpty())
        running->transfer = std::make_unique<transfer::Transfer>(m_services, std::move(order), this);
    else
        running->transfer = std::make_unique<transfer::SetTransfer>(m_services, std::move(order), this);
    listen(*running);
    Job *transfer = running->transfer.get();
    m_running.emplace(item.id, std::move(running));
    if (!item.source.set
             .isEmpty()) { // what stays locked of a set is told in every run; of a file, with its table
        item.lockedChunks = 0;
        item.missingKeys.clear();
    }
    m_rows.moveTo(item, State::Connecting);
    Q_EMIT countChanged(count());
    transfer->start();
}

void RunningItems::listen(Running &running)
{
    const ItemId id = running.id;
    Job *t = running.transfer.get();
    connect(t, &Job::opened, this, [this, id](quint64 volume) { Q_EMIT opened(id, volume); });
    connect(t, &Job::named, this, [this, id](const QString &name) { Q_EMIT named(id, name); });
    connect(t, &Job::tableKnown, this, [this, id] { Q_EMIT tableKnown(id); });
    connect(t, &Job::committing, this, [this, id, &running] {
        running.seat.reset();
        Q_EMIT committing(id);
        Q_EMIT placeFreed();
    });
    // Others may have its place; when it is answered after all it goes on beside them.
    connect(t, &Job::silent, this, [this, id, &running] {
        running.seat.reset();
        if (Item *item = m_rows.find(id); item && item->state == State::Connecting) {
            item->isSilent = true;
            m_rows.changed(*item);
        }
        Q_EMIT placeFreed();
    });
    connect(t, &Job::happened, this,
            [this, id](const transfer::Event &event) { Q_EMIT happened(id, event); });
    connect(t, &Job::filesEnded, this,
            [this, id](const QList<transfer::SetFileEnd> &files) { Q_EMIT filesEnded(id, files); });
    connect(t, &Job::finished, this,
            [this, id](const transfer::Completion &completion) { Q_EMIT finished(end(id), completion); });
    connect(t, &Job::failed, this, [this, id, &running](const transfer::Failure &failure) {
        if (running.isOutdated)
            Q_EMIT stopped(end(id));
        else
            Q_EMIT failed(end(id), failure);
    });
    connect(t, &Job::stopped, this, [this, id] { Q_EMIT stopped(end(id)); });
}

/// Takes a transfer out of the running ones, with its last figures in the row.
std::unique_ptr<Running> RunningItems::take(ItemId id)
{
    const auto found = m_running.find(id);
    if (found == m_running.end())
        return {};
    auto running = std::move(found->second);
    running->seat.reset();
    if (Item *item = m_rows.find(id); item && refresh(*running, *item))
        m_rows.counted(*item);
    const transfer::Progress last = running->transfer->progress();
    m_ended.networkBytes += last.networkBytes;
    m_ended.refetchedBytes += last.refetchedBytes;
    m_running.erase(found);
    if (m_running.empty())
        m_rest.start(kRest);
    Q_EMIT countChanged(count());
    return running;
}

Ended RunningItems::end(ItemId id)
{
    const auto running = take(id);
    Ended ended{id, running->transfer->progress().encodedDone, running->keys, running->yields};
    running->transfer.release()->deleteLater();
    return ended;
}

/// For a program that stays open all day: threads, connections and memory of what is over.
void RunningItems::releaseMemory()
{
    if (m_running.empty())
        m_services.lanes.releaseMemory();
}

void RunningItems::stop(ItemId id)
{
    if (const Running *running = find(id))
        running->transfer->stop();
}

void RunningItems::stopAll()
{
    for (const auto &[id, running] : m_running)
        running->transfer->stop();
}

void RunningItems::stop(ItemId id, const transfer::Failure &yields)
{
    if (Running *running = find(id)) {
        running->yields = yields;
        running->transfer->stop();
    }
}

void RunningItems::stopForNewSource(ItemId id)
{
    if (Running *running = find(id)) {
        running->isOutdated = true;
        running->transfer->stop();
    }
}

void RunningItems::replan()
{
    for (const auto &[id, running] : m_running)
        running->transfer->plan();
}

/// One that shares its place would hold up its neighbours: it goes on in one of its own.
void RunningItems::setLimit(ItemId id, qint64 bytesPerSecond)
{
    const Running *running = find(id);
    if (!running)
        return;
    running->limiter->setRate(bytesPerSecond);
    if (bytesPerSecond > 0 && running->seat && running->seat->sharedConnection())
        running->transfer->stop();
}

void RunningItems::leave(ItemId id, std::function<void()> cleanUp)
{
    auto running = take(id);
    if (!running)
        return cleanUp ? clean(cleanUp) : void();
    Job *gone = running->transfer.get();
    gone->disconnect(this);
    const auto over = [this, gone, cleanUp = std::move(cleanUp)] {
        const auto found = std::find_if(m_leaving.begin(), m_leaving.end(),
                                        [gone](const auto &r) { return r->transfer.get() == gone; });
        if (found == m_leaving.end())
            return;
        (*found)->transfer.release()->deleteLater();
        m_leaving.erase(found);
        if (cleanUp)
            clean(cleanUp);
        else
            Q_EMIT leftQuiet();
    };
    connect(gone, &Job::stopped, this, over);
    connect(gone, &Job::finished, this, over);
    connect(gone, &Job::failed, this, over);
    m_leaving.push_back(std::move(running));
    gone->stop();
}

void RunningItems::clean(const std::function<void()> &cleanUp)
{
    ++m_cleaning;
    const auto work = [cleanUp] {
        cleanUp();
        return true;
    };
    core::runOn(m_services.disk(), work, this, [this](bool) {
        --m_cleaning;
        Q_EMIT leftQuiet();
    });
}

void RunningItems::poll()
{
    QList<ItemId> moved;
    qint64 total = m_ended.networkBytes;
    for (const auto &[id, running] : m_running) {
        total += running->transfer->progress().networkBytes;
        if (Item *item = m_rows.find(id); item && refresh(*running, *item))
            moved.append(id);
    }
    m_rate.sample(total, transfer::RateEstimator::Clock::now());
    m_rows.progressed(moved);
}

RunTotals RunningItems::totals() const
{
    RunTotals totals = m_ended;
    for (const auto &[id, running] : m_running) {
        const transfer::Progress progress = running->transfer->progress();
        totals.networkBytes += progress.networkBytes;
        totals.refetchedBytes += progress.refetchedBytes;
    }
    return totals;
}

const transfer::ChunkMap *RunningItems::chunkMap(ItemId id) const
{
    const Running *running = find(id);
    return running ? running->transfer->chunkMap() : nullptr;
}

QList<MirrorStatus> RunningItems::mirrors(ItemId id) const
{
    QList<MirrorStatus> result;
    const Running *running = find(id);
    if (running && (running->transfer->mirrors() || !running->transfer->hosts().isEmpty())) {
        result = statusOf(*running);
    } else if (const Item *item = m_rows.find(id)) {
        for (const QUrl &url : item->source.mirrors) {
            MirrorStatus status;
            status.host = url.host();
            status.url = url;
            status.ranges = m_services.hosts.facts(status.host).ranges != transfer::HostFacts::Answer::No;
            result.append(status);
        }
    }
    for (MirrorStatus &status : result) {
        const transfer::HostFacts facts = m_services.hosts.facts(status.host);
        status.multiRange = facts.multiRange;
        status.ranges = status.ranges && facts.ranges != transfer::HostFacts::Answer::No;
    }
    return result;
}

std::shared_ptr<const transfer::SetView> RunningItems::setView(ItemId id,
                                                               const transfer::SetView *before) const
{
    const Running *running = find(id);
    return running ? running->transfer->setView(before) : nullptr;
}

/// Never less than the rows show: what has just begun counts at once, what is over fades out.
qint64 RunningItems::bytesPerSecond() const
{
    qint64 shown = 0;
    for (const auto &[id, running] : m_running) {
        if (const Item *item = m_rows.find(id))
            shown += item->progress.bytesPerSecond;
    }
    return std::max(shown, m_rate.bytesPerSecond(transfer::RateEstimator::Clock::now()));
}

} // namespace queue
