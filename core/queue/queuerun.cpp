#include "core/queue/running.h"

#include "core/async.h"
#include "core/errortable.h"
#include "core/links/cdnsource.h"

#include <algorithm>

/// The half of Queue that runs its items: states, places, events.
namespace queue {

using transfer::Event;
using transfer::Intent;
using transfer::State;

namespace {

constexpr qsizetype kLogLength = 200;
constexpr std::chrono::seconds kRest{5};

void append(QList<Event> &log, const Event &event)
{
    if (log.size() >= kLogLength)
        log.removeFirst();
    log.append(event);
    if (event.kind == Event::Kind::Done) // thousands of finished files keep no room for what will not come
        log.squeeze();
}

void noteMirror(Item &item, const QString &host)
{
    const auto &mirrors = item.source.mirrors;
    const auto found = std::find_if(mirrors.begin(), mirrors.end(),
                                    [&host](const QUrl &url) { return host == transfer::hostOf(url); });
    if (found != mirrors.end())
        item.mirror = static_cast<int>(found - mirrors.begin());
}

} // namespace

/// The only place where a state changes.
void Queue::moveTo(Item &item, State state)
{
    Q_ASSERT_X(transfer::canMove(item.state, state), "Queue::moveTo",
               "not in the table of transfer/state.cpp");
    item.state = state;
    if (state == State::Queued || state == State::Waiting)
        m_firstOpen = 0;
    if (state != State::Waiting)
        item.waitingUntil = {};
    if (!transfer::isActive(state))
        item.progress.bytesPerSecond = 0;
    changed(item);
}

void Queue::changed(const Item &item)
{
    if (m_store) {
        m_unsaved.insert(item.id);
        saveSoon();
    }
    if (const int row = rowOf(item.id); row >= 0)
        Q_EMIT itemChanged(row);
}

void Queue::note(Item &item, Event event)
{
    if (!event.time.isValid())
        event.time = QDateTime::currentDateTimeUtc();
    append(m_logs[item.id], event);
    if (m_store) {
        append(m_unsavedEvents[static_cast<qint64>(item.id)], event); // until the database can be written
        saveSoon();
    }
    Q_EMIT happened(item.id, event);
}

void Queue::allowStarts()
{
    if (std::exchange(m_isHeldBack, false))
        m_scheduleSoon();
}

void Queue::schedule()
{
    if (m_isClosing || !m_isLoaded || m_isHeldBack)
        return;
    bool wantsMore = false;
    int most = mostPlaces();
    for (std::size_t i = m_firstOpen; i < m_items.size(); ++i) {
        Item &item = *m_items[i];
        const bool isOpen = item.state == State::Queued || item.state == State::Waiting;
        if (i == m_firstOpen && !isOpen)
            ++m_firstOpen;
        if (item.state == State::Queued && isAtSilentHost(item)) {
            wantsMore = true;
            continue;
        }
        if (item.state == State::Queued) {
            if (!m_places->hasRoomFor(item, most))
                return;
            if (mayStart(item) && m_obstacle) {
                --most;
                park(item);
            } else if (item.state == State::Queued) {
                start(item, most);
            }
        }
        wantsMore = wantsMore || item.state == State::Waiting;
    }
    if (m_running.empty() && !wantsMore)
        Q_EMIT idle();
}

/// Somebody waits for the host's first word already.
bool Queue::isAtSilentHost(const Item &item) const
{
    const auto &mirrors = item.source.mirrors;
    const transfer::HostPool &hosts = m_services->hosts;
    return hosts.hasSilent() && m_settings.mirrors.isEmpty() &&
           std::all_of(mirrors.begin(), mirrors.end(),
                       [&](const QUrl &url) { return hosts.isSilent(transfer::hostOf(url)); });
}

/// Files that are whole, and only on their way to their place, make room for the next; but not without bound,
/// lest the network runs ahead of the disk.
int Queue::mostPlaces() const
{
    const int committing = activeCount() - m_places->files();
    return std::min(m_settings.jobs, budget().files) - parkedCount() -
           std::max(0, committing - budget().committing);
}

void Queue::start(Item &item, int mostPlaces)
{
    auto running = std::make_unique<Running>();
    running->keys = m_services->keys;
    running->id = item.id;
    running->bytesBefore = item.progress.networkBytes;
    running->limiter = std::make_shared<http::RateLimiter>(&services().limiter);
    running->limiter->setRate(item.bytesPerSecond);
    running->seat = m_places->take(item, mostPlaces);
    item.standstill.begin(Standstill::Clock::now());
    transfer::TransferRequest order = orderFor(item);
    order.patience = item.standstill.left(m_settings.maxWait, Standstill::Clock::now());
    order.source = links::withMirrors(std::move(order.source), m_settings.mirrors);
    order.limiter = running->limiter;
    order.sharedConnection = running->seat->sharedConnection();
    running->transfer = std::make_unique<transfer::Transfer>(services(), std::move(order), this);
    connectTransfer(*running);
    transfer::Transfer *transfer = running->transfer.get();
    m_running.emplace(item.id, std::move(running));
    moveTo(item, State::Connecting);
    Q_EMIT activeCountChanged(activeCount());
    transfer->start();
}

void Queue::connectTransfer(Running &running)
{
    using transfer::Transfer;
    const ItemId id = running.id;
    Transfer *t = running.transfer.get();
    const auto enter = [this, id](State state) {
        if (Item *item = editable(id); item && item->state != state)
            moveTo(*item, state);
    };
    connect(t, &Transfer::opened, this, [this, id](quint64 volume) { onOpened(id, volume); });
    connect(t, &Transfer::named, this, [this, id](const QString &name) {
        if (Item *item = editable(id)) {
            item->name = name;
            changed(*item);
        }
    });
    connect(t, &Transfer::tableKnown, this, [enter] { enter(State::Downloading); });
    connect(t, &Transfer::committing, this, [this, enter, &running] {
        running.seat.reset();
        enter(State::Committing);
        m_scheduleSoon();
    });
    // Others may have its place; when it is answered after all it goes on beside them.
    connect(t, &Transfer::silent, this, [this, &running] {
        running.seat.reset();
        m_scheduleSoon();
    });
    connect(t, &Transfer::happened, this, [this, id](const Event &event) { onEvent(id, event); });
    connect(t, &Transfer::finished, this, [this, id](const transfer::Completion &c) { onFinished(id, c); });
    connect(t, &Transfer::failed, this,
            [this, id](const transfer::Failure &failure) { onFailed(id, failure); });
    connect(t, &Transfer::stopped, this, [this, id] { onStopped(id); });
}

/// Takes a transfer that is over (or is to leave) out of the running ones, with its last figures in the row.
std::unique_ptr<Queue::Running> Queue::takeRunning(ItemId id)
{
    const auto found = m_running.find(id);
    if (found == m_running.end())
        return {};
    auto running = std::move(found->second);
    running->seat.reset();
    if (Item *item = editable(id))
        refresh(*running, *item);
    m_endedBytes += running->transfer->progress().networkBytes;
    m_running.erase(found);
    if (m_running.empty())
        m_rest.start(kRest);
    Q_EMIT activeCountChanged(activeCount());
    return running;
}

/// For a program that stays open all day: threads, connections and memory of what is over.
void Queue::releaseMemory()
{
    if (m_running.empty())
        services().lanes.releaseMemory();
}

void Queue::onFinished(ItemId id, const transfer::Completion &completion)
{
    const auto running = takeRunning(id);
    running->transfer.release()->deleteLater();
    Item &item = *editable(id);
    item.verdict = completion.verdict;
    item.md5 = completion.md5;
    item.error = {};
    item.finished = QDateTime::currentDateTimeUtc();
    item.progress.decodedSize = completion.size;
    item.progress.decodedDone = completion.size;
    item.progress.encodedSize = std::max(item.progress.encodedSize, item.progress.encodedDone);
    item.progress.encodedDone = item.progress.encodedSize;
    moveTo(item, State::Done);
    Event event;
    event.kind = Event::Kind::Done;
    event.verdict = completion.verdict;
    event.md5 = completion.md5;
    event.decodedSize = completion.size;
    note(item, event);
    if (completion.verdict == transfer::Verdict::Incomplete && hasNewKeyFor(item, running->keys.get()))
        run({id}); // it came while the last chunks were under way
    m_scheduleSoon();
    closeIfQuiet();
}

void Queue::onFailed(ItemId id, const transfer::Failure &failure)
{
    auto running = takeRunning(id);
    Item &item = *editable(id);
    const bool isOurs = core::isStorage(failure.error.kind);
    item.standstill.end(running->transfer->progress().encodedDone,
                        isOurs ? Standstill::Cause::Disk : Standstill::Cause::Elsewhere,
                        Standstill::Clock::now());
    running->transfer.release()->deleteLater();
    onDiskTrouble(item, item.state, failure.error);
    if (item.intent == Intent::Hold) {
        moveTo(item, State::Paused);
    } else if (mayHeal(item, failure) &&
               !item.standstill.isTooLong(m_settings.maxWait, Standstill::Clock::now())) {
        wait(item, failure);
    } else {
        item.error = failure.error;
        moveTo(item, State::Failed);
        Event event;
        event.kind = Event::Kind::Failed;
        event.error = failure.error;
        note(item, event);
    }
    m_scheduleSoon();
    closeIfQuiet();
}

void Queue::onStopped(ItemId id)
{
    const auto running = takeRunning(id);
    running->transfer.release()->deleteLater();
    Item &item = *editable(id);
    if (item.intent == Intent::Hold) {
        moveTo(item, State::Paused);
        Event event;
        event.kind = Event::Kind::Paused;
        note(item, event);
    } else if (running->yields && !m_isClosing) {
        wait(item, *running->yields);
    } else {
        moveTo(item, State::Queued);
    }
    m_scheduleSoon();
    closeIfQuiet();
}

void Queue::onEvent(ItemId id, Event event)
{
    Item *item = editable(id);
    if (!item)
        return;
    if (event.kind == Event::Kind::TableKnown) {
        item->lockedChunks = 0;
        item->missingKeys.clear();
    } else if (event.kind == Event::Kind::KeyMissing || event.kind == Event::Kind::KeyWrong) {
        ++item->lockedChunks;
        if (!item->missingKeys.contains(event.keyName))
            item->missingKeys.append(event.keyName);
    } else if (event.kind == Event::Kind::Retry) {
        item->error = event.error;
        noteMirror(*item, event.mirror);
    } else if (event.kind == Event::Kind::Restarted) {
        item->standstill.restarted();
        item->progress.encodedDone = item->progress.decodedDone = 0;
        item->progress.encodedSize = item->progress.decodedSize = -1;
        if (item->state != State::Connecting)
            moveTo(*item, State::Connecting);
        if (const auto found = m_running.find(id); found != m_running.end() && !found->second->seat)
            found->second->seat = m_places->take(*item, m_settings.jobs);
    }
    note(*item, event);
}

} // namespace queue
