#include "core/queue/queue.h"

#include "core/async.h"
#include "core/queue/queuestore.h"
#include "core/queue/running.h"
#include "core/queue/stored.h"

#include <QEventLoop>
#include <QFile>
#include <algorithm>

namespace queue {

using transfer::Event;
using transfer::Intent;
using transfer::State;

namespace {

constexpr qsizetype kLogLength = 200;

} // namespace

Queue::Queue(Settings settings, QString databasePath, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_environment(std::make_unique<transfer::Environment>())
{
    if (!databasePath.isEmpty()) {
        m_store = std::make_unique<QueueStore>(std::move(databasePath));
        // Rows may be added before the stored ones are read: start above every number given out on earlier days.
        m_nextId = QDateTime::currentMSecsSinceEpoch();
    }
    m_wake.setSingleShot(true);
    connect(&m_wake, &QTimer::timeout, this, &Queue::wakeWaiting);
    applySettings();
}

Queue::~Queue()
{
    if (m_running.empty() && m_leaving.empty() && m_unsaved.isEmpty() && m_unsavedRemovals.isEmpty() && !m_isSaving)
        return;
    QEventLoop loop;
    connect(this, &Queue::closed, &loop, &QEventLoop::quit);
    close();
    loop.exec();
}

void Queue::load()
{
    if (!m_store) {
        Q_EMIT loaded({});
        return;
    }
    m_store->load(this, [this](const core::Result<QueueStore::Loaded> &result) {
        if (!result) {
            Q_EMIT storeFailed(result.error());
            Q_EMIT loaded({});
            return;
        }
        setLoaded(result->items);
        Q_EMIT loaded(result->notice);
        scheduleSoon();
    });
}

void Queue::setLoaded(const QList<storage::StoredItem> &stored)
{
    std::vector<std::unique_ptr<Item>> items;
    items.reserve(static_cast<std::size_t>(stored.size()));
    for (const storage::StoredItem &row : stored)
        items.push_back(std::make_unique<Item>(fromStored(row)));
    insert(0, std::move(items));
}

void Queue::insert(int row, std::vector<std::unique_ptr<Item>> items)
{
    if (items.empty())
        return;
    const int last = row + static_cast<int>(items.size()) - 1;
    Q_EMIT itemsAboutToBeInserted(row, last);
    m_items.insert(m_items.begin() + row, std::make_move_iterator(items.begin()), std::make_move_iterator(items.end()));
    m_rows.clear();
    Q_EMIT itemsInserted(row, last);
}

// ---- reading

const Item *Queue::find(ItemId id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &at(row);
}

Item *Queue::editable(ItemId id)
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : m_items[static_cast<std::size_t>(row)].get();
}

int Queue::rowOf(ItemId id) const
{
    if (m_rows.isEmpty()) {
        for (int row = 0; row < count(); ++row)
            m_rows.insert(at(row).id, row);
    }
    return m_rows.value(id, -1);
}

const transfer::ChunkMap *Queue::chunkMap(ItemId id) const
{
    const auto found = m_running.find(id);
    return found == m_running.end() ? nullptr : found->second->transfer->chunkMap();
}

QList<MirrorStatus> Queue::mirrors(ItemId id) const
{
    const auto found = m_running.find(id);
    if (found != m_running.end() && found->second->transfer->mirrors())
        return statusOf(*found->second->transfer->mirrors());
    QList<MirrorStatus> result;
    if (const Item *item = find(id)) {
        for (const QUrl &url : item->source.mirrors)
            result.append(MirrorStatus{url.host(), url, true, 0, 0, 0, {}, {}});
    }
    return result;
}

QList<Event> Queue::log(ItemId id) const
{
    return m_logs.value(id);
}

qint64 Queue::bytesPerSecond() const
{
    return m_rate.bytesPerSecond(transfer::RateEstimator::Clock::now());
}

int Queue::activeCount() const
{
    return static_cast<int>(m_running.size());
}

std::shared_ptr<const blte::KeyStore> Queue::keys() const
{
    return m_environment->keys;
}

// ---- what the user does

Item Queue::makeItem(const Request &request)
{
    Item item;
    item.id = ItemId{m_nextId++};
    item.source = request.source;
    item.folder = request.folder;
    item.name = request.name;
    if (item.name.isEmpty())
        item.name = request.source.name;
    if (item.name.isEmpty() && !request.source.mirrors.isEmpty())
        item.name = core::nameFromUrl(request.source.mirrors.first());
    item.options = request.options;
    item.intent = request.intent;
    item.state = request.intent == Intent::Hold ? State::Paused : State::Queued;
    item.added = QDateTime::currentDateTime();
    return item;
}

QList<ItemId> Queue::add(const QList<Request> &requests)
{
    QHash<QString, ItemId> targets;
    for (const auto &item : m_items) {
        if (!item->name.isEmpty() && item->state != State::Done)
            targets.insert(item->target(), item->id);
    }
    QList<ItemId> ids;
    std::vector<std::unique_ptr<Item>> added;
    for (const Request &request : requests) {
        auto item = std::make_unique<Item>(makeItem(request));
        const QString target = item->target();
        if (!target.isEmpty() && targets.contains(target)) {
            ids.append(targets.value(target));
            continue;
        }
        if (!target.isEmpty())
            targets.insert(target, item->id);
        ids.append(item->id);
        added.push_back(std::move(item));
    }
    const int first = count();
    insert(first, std::move(added));
    for (int row = first; row < count(); ++row) {
        Item &item = *m_items[static_cast<std::size_t>(row)];
        m_unsaved.insert(item.id);
        Event event;
        event.kind = Event::Kind::Added;
        note(item, event);
    }
    saveSoon();
    scheduleSoon();
    return ids;
}

void Queue::run(const QList<ItemId> &ids)
{
    for (ItemId id : ids) {
        Item *item = editable(id);
        if (!item || item->state == State::Done)
            continue;
        item->intent = Intent::Run;
        if (item->state == State::Paused || item->state == State::Failed || item->state == State::Waiting) {
            item->error = {};
            moveTo(*item, State::Queued);
        } else {
            changed(*item);
        }
    }
    scheduleSoon();
}

void Queue::hold(const QList<ItemId> &ids)
{
    for (ItemId id : ids) {
        Item *item = editable(id);
        if (!item || transfer::isFinished(item->state))
            continue;
        item->intent = Intent::Hold;
        if (const auto running = m_running.find(id); running != m_running.end()) {
            running->second->transfer->stop();
            changed(*item);
        } else if (item->state != State::Paused) {
            moveTo(*item, State::Paused);
        }
    }
}

void Queue::remove(const QList<ItemId> &ids, Removal removal)
{
    QList<int> rows;
    for (ItemId id : ids) {
        if (const int row = rowOf(id); row >= 0)
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end(), std::greater<>());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    // From the bottom up, whole runs at once, so that views hear of each run once.
    for (qsizetype i = 0; i < rows.size();) {
        qsizetype end = i + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] - 1)
            ++end;
        const int first = rows[end - 1];
        const int last = rows[i];
        Q_EMIT itemsAboutToBeRemoved(first, last);
        for (int row = last; row >= first; --row)
            removeRow(row, removal);
        m_items.erase(m_items.begin() + first, m_items.begin() + last + 1);
        m_rows.clear();
        Q_EMIT itemsRemoved(first, last);
        i = end;
    }
    saveSoon();
    scheduleSoon();
}

/// Everything about a row but the row itself.
void Queue::removeRow(int row, Removal removal)
{
    const Item &item = at(row);
    m_unsaved.remove(item.id);
    m_unsavedRemovals.append(static_cast<qint64>(item.id));
    m_logs.remove(item.id);
    const QString target = item.target();
    std::function<core::Result<void>()> cleanUp = [] { return core::Result<void>{}; };
    if (removal != Removal::KeepFiles && !target.isEmpty()) {
        const bool deletesTarget = removal == Removal::DeleteEverything && item.state == State::Done;
        cleanUp = [folder = item.folder, target, deletesTarget]() -> core::Result<void> {
            if (deletesTarget)
                QFile::remove(target);
            return transfer::discardTarget(folder, target);
        };
    }
    leave(takeRunning(item.id), cleanUp);
}

/// Lets a transfer without a row stop in peace, then cleans up after it.
void Queue::leave(std::unique_ptr<Running> running, std::function<core::Result<void>()> cleanUp)
{
    const auto tidy = [this, cleanUp = std::move(cleanUp)] {
        core::runOn(environment().disk(), cleanUp, this, [](const core::Result<void> &) {});
    };
    if (!running)
        return tidy();
    transfer::Transfer *gone = running->transfer.get();
    gone->disconnect(this);
    const auto over = [this, gone, tidy] {
        const auto found =
            std::find_if(m_leaving.begin(), m_leaving.end(), [gone](const auto &r) { return r->transfer.get() == gone; });
        if (found == m_leaving.end())
            return;
        (*found)->transfer.release()->deleteLater();
        m_leaving.erase(found);
        tidy();
        closeIfQuiet();
    };
    connect(gone, &transfer::Transfer::stopped, this, over);
    connect(gone, &transfer::Transfer::finished, this, over);
    connect(gone, &transfer::Transfer::failed, this, over);
    m_leaving.push_back(std::move(running));
    gone->stop();
}

void Queue::move(const QList<ItemId> &ids, int row)
{
    const QSet<ItemId> wanted(ids.begin(), ids.end());
    const auto split = m_items.begin() + std::clamp(row, 0, count());
    Q_EMIT itemsAboutToBeReordered();
    const auto isWanted = [&](const std::unique_ptr<Item> &item) { return wanted.contains(item->id); };
    std::stable_partition(m_items.begin(), split, std::not_fn(isWanted));
    std::stable_partition(split, m_items.end(), isWanted);
    m_rows.clear();
    for (const auto &item : m_items)
        m_unsaved.insert(item->id);
    Q_EMIT itemsReordered();
    saveSoon();
    scheduleSoon();
}

void Queue::setSettings(const Settings &settings)
{
    m_settings = settings;
    applySettings();
    for (const auto &[id, running] : m_running)
        running->transfer->plan();
    scheduleSoon();
}

void Queue::applySettings()
{
    environment().tuning = tuningFor(m_settings, &environment().limiter);
    environment().limiter.setRate(m_settings.bytesPerSecond);
    environment().hosts.setLimit(m_settings.connectionsPerHost);
}

void Queue::setKeys(std::shared_ptr<const blte::KeyStore> keys)
{
    environment().keys = std::move(keys);
    QList<ItemId> unlocked;
    for (const auto &item : m_items) {
        if (item->state == State::Failed && item->error.kind == core::ErrorKind::KeyMissing)
            unlocked.append(item->id);
    }
    run(unlocked);
}

// ---- states

/// The only place where a state changes.
void Queue::moveTo(Item &item, State state)
{
    Q_ASSERT_X(transfer::canMove(item.state, state), "Queue::moveTo", "not in the table of transfer/state.cpp");
    item.state = state;
    if (state != State::Waiting)
        item.waitingUntil = {};
    if (!transfer::isActive(state))
        item.progress.bytesPerSecond = 0;
    changed(item);
}

void Queue::changed(const Item &item)
{
    m_unsaved.insert(item.id);
    saveSoon();
    if (const int row = rowOf(item.id); row >= 0)
        Q_EMIT itemChanged(row);
}

void Queue::note(Item &item, Event event)
{
    if (!event.time.isValid())
        event.time = QDateTime::currentDateTime();
    QList<Event> &log = m_logs[item.id];
    if (log.size() >= kLogLength)
        log.removeFirst();
    log.append(event);
    Q_EMIT happened(item.id, event);
}

// ---- running

void Queue::scheduleSoon()
{
    if (std::exchange(m_isScheduling, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isScheduling = false;
            schedule();
        },
        Qt::QueuedConnection);
}

void Queue::schedule()
{
    if (m_isClosing)
        return;
    bool wantsMore = false;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        Item &item = *m_items[i];
        if (item.state == State::Queued) {
            if (activeCount() >= m_settings.jobs)
                return;
            start(item);
        }
        wantsMore = wantsMore || item.state == State::Waiting;
    }
    if (m_running.empty() && !wantsMore)
        Q_EMIT idle();
}

void Queue::start(Item &item)
{
    auto running = std::make_unique<Running>();
    running->id = item.id;
    running->bytesBefore = item.progress.networkBytes;
    running->transfer = std::make_unique<transfer::Transfer>(environment(), orderFor(item));
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
    connect(t, &Transfer::named, this, [this, id](const QString &name) {
        if (Item *item = editable(id)) {
            item->name = name;
            changed(*item);
        }
    });
    connect(t, &Transfer::tableKnown, this, [enter] { enter(State::Downloading); });
    connect(t, &Transfer::committing, this, [enter] { enter(State::Committing); });
    connect(t, &Transfer::happened, this, [this, id](const Event &event) { onEvent(id, event); });
    connect(t, &Transfer::finished, this, [this, id](const transfer::Completion &c) { onFinished(id, c); });
    connect(t, &Transfer::failed, this,
            [this, id](const core::Error &error, bool mayHeal) { onFailed(id, error, mayHeal); });
    connect(t, &Transfer::stopped, this, [this, id] { onStopped(id); });
}

/// Takes a transfer that is over (or is to leave) out of the running ones, with its last figures in the row.
std::unique_ptr<Queue::Running> Queue::takeRunning(ItemId id)
{
    const auto found = m_running.find(id);
    if (found == m_running.end())
        return {};
    auto running = std::move(found->second);
    if (Item *item = editable(id))
        refresh(*running, *item);
    m_endedBytes += running->transfer->progress().networkBytes;
    m_running.erase(found);
    Q_EMIT activeCountChanged(activeCount());
    return running;
}

void Queue::onFinished(ItemId id, const transfer::Completion &completion)
{
    takeRunning(id)->transfer.release()->deleteLater();
    Item &item = *editable(id);
    item.verdict = completion.verdict;
    item.md5 = completion.md5;
    item.error = {};
    item.finished = QDateTime::currentDateTime();
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
    scheduleSoon();
    closeIfQuiet();
}

void Queue::onFailed(ItemId id, const core::Error &error, bool mayHeal)
{
    auto running = takeRunning(id);
    Item &item = *editable(id);
    if (running->brought > 0)
        item.rounds = 0;
    running->transfer.release()->deleteLater();
    if (item.intent == Intent::Hold) {
        moveTo(item, State::Paused);
    } else if (mayHeal && !hasWaitedTooLong(item, m_settings.maxWait)) {
        wait(item, error);
    } else {
        item.error = error;
        moveTo(item, State::Failed);
        Event event;
        event.kind = Event::Kind::Failed;
        event.error = error;
        note(item, event);
    }
    scheduleSoon();
    closeIfQuiet();
}

void Queue::onStopped(ItemId id)
{
    takeRunning(id)->transfer.release()->deleteLater();
    Item &item = *editable(id);
    if (item.intent == Intent::Hold) {
        moveTo(item, State::Paused);
        Event event;
        event.kind = Event::Kind::Paused;
        note(item, event);
    } else {
        moveTo(item, State::Queued);
    }
    scheduleSoon();
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
    } else if (event.kind == Event::Kind::KeyMissing) {
        ++item->lockedChunks;
        if (!item->missingKeys.contains(event.keyName))
            item->missingKeys.append(event.keyName);
    } else if (event.kind == Event::Kind::Retry) {
        item->error = event.error;
    }
    note(*item, event);
}

/// A cause that time can heal: the item gives its place away and comes back by itself.
void Queue::wait(Item &item, const core::Error &error)
{
    const QDateTime now = QDateTime::currentDateTime();
    if (item.rounds == 0)
        item.stuckSince = now;
    const auto delay = waitFor(item, m_settings.maxWait, now);
    ++item.rounds;
    item.error = error;
    moveTo(item, State::Waiting);
    item.waitingUntil = now.addMSecs(delay.count());
    Event event;
    event.kind = Event::Kind::Waiting;
    event.error = error;
    event.delayMs = delay.count();
    note(item, event);
    changed(item);
    if (!m_wake.isActive() || m_wake.remainingTime() > delay.count())
        m_wake.start(delay);
}

void Queue::wakeWaiting()
{
    const QDateTime now = QDateTime::currentDateTime();
    qint64 next = -1;
    for (const auto &item : m_items) {
        if (item->state != State::Waiting)
            continue;
        const qint64 left = now.msecsTo(item->waitingUntil);
        if (left <= 0)
            moveTo(*item, State::Queued);
        else
            next = next < 0 ? left : std::min(next, left);
    }
    if (next >= 0)
        m_wake.start(static_cast<int>(std::min<qint64>(next, 60'000)));
    scheduleSoon();
}

void Queue::poll()
{
    QList<int> rows;
    qint64 total = m_endedBytes;
    for (const auto &[id, running] : m_running) {
        Item *item = editable(id);
        total += running->transfer->progress().networkBytes;
        if (item && refresh(*running, *item))
            rows.append(rowOf(id));
    }
    m_rate.sample(total, transfer::RateEstimator::Clock::now());
    if (rows.isEmpty())
        return;
    std::sort(rows.begin(), rows.end());
    Q_EMIT itemsProgressed(rows);
}

/// The row's figures from the lanes' counters. What is shown never goes back, except on a restart.
bool Queue::refresh(Running &running, Item &item)
{
    const auto now = transfer::RateEstimator::Clock::now();
    transfer::Progress progress = running.transfer->progress();
    running.brought = progress.networkBytes;
    running.rate.sample(progress.networkBytes, now);
    progress.bytesPerSecond = running.rate.bytesPerSecond(now);
    progress.networkBytes += running.bytesBefore;
    if (progress.encodedSize < 0) {
        // Before the table is known again, what was shown last is the better picture.
        progress.encodedSize = item.progress.encodedSize;
        progress.decodedSize = item.progress.decodedSize;
        progress.encodedDone = item.progress.encodedDone;
        progress.decodedDone = item.progress.decodedDone;
    }
    return std::exchange(item.progress, progress) != progress;
}

// ---- the database, and the end

void Queue::saveSoon()
{
    if (!m_store) {
        m_unsaved.clear();
        m_unsavedRemovals.clear();
        return;
    }
    if (m_isSaving || std::exchange(m_isSaveWanted, true))
        return;
    QMetaObject::invokeMethod(this, &Queue::save, Qt::QueuedConnection);
}

/// One transaction at a time; what changes meanwhile goes into the next.
void Queue::save()
{
    m_isSaveWanted = false;
    if (m_isSaving || (m_unsaved.isEmpty() && m_unsavedRemovals.isEmpty()))
        return closeIfQuiet();
    QList<storage::StoredItem> stored;
    for (ItemId id : std::as_const(m_unsaved)) {
        if (const int row = rowOf(id); row >= 0)
            stored.append(toStored(at(row), row));
    }
    m_unsaved.clear();
    m_isSaving = true;
    m_store->apply(stored, std::exchange(m_unsavedRemovals, {}), this, [this](const core::Result<void> &result) {
        m_isSaving = false;
        if (!result)
            Q_EMIT storeFailed(result.error());
        save();
    });
}

void Queue::close()
{
    m_isClosing = true;
    m_wake.stop();
    for (const auto &[id, running] : m_running)
        running->transfer->stop();
    QMetaObject::invokeMethod(this, &Queue::closeIfQuiet, Qt::QueuedConnection);
}

void Queue::closeIfQuiet()
{
    if (!m_isClosing || !m_running.empty() || !m_leaving.empty() || m_isSaving || m_isSaveWanted)
        return;
    if (!m_unsaved.isEmpty() || !m_unsavedRemovals.isEmpty())
        return saveSoon();
    Q_EMIT closed();
}

} // namespace queue
