#include "core/queue/queuepersistence.h"

#include "core/queue/eventlog.h"

namespace queue {

namespace {

constexpr std::chrono::seconds kSaveAgain{5};
constexpr std::chrono::seconds kLoadAgain{1};
/// Rows of a transaction.
constexpr qsizetype kMostAtOnce = 2'000;

} // namespace

QueuePersistence::QueuePersistence(QString path, Snapshot snapshot, QObject *parent)
    : QObject(parent)
    , m_store(path.isEmpty() ? nullptr : std::make_unique<QueueStore>(std::move(path)))
    , m_snapshot(std::move(snapshot))
{
    m_loadAgain.setSingleShot(true);
    connect(&m_loadAgain, &QTimer::timeout, this, &QueuePersistence::load);
    m_saveAgain.setSingleShot(true);
    connect(&m_saveAgain, &QTimer::timeout, this, &QueuePersistence::save);
}

QueuePersistence::~QueuePersistence() = default;

void QueuePersistence::load()
{
    m_store->load(this, [this](const core::Result<QueueStore::Loaded> &result) {
        if (result)
            Q_EMIT loaded(*result);
        else
            onLoadFailed(result.error());
    });
}

void QueuePersistence::onLoadFailed(const core::Error &error)
{
    if (m_store->failures() == 1)
        Q_EMIT failed({error.kind, error.detail + QStringLiteral(". It is tried again; nothing that is "
                                                                 "added meanwhile is lost.")});
    if (!m_isClosing)
        m_loadAgain.start(kLoadAgain);
    Q_EMIT loadFailed(error);
}

void QueuePersistence::noteChanged(ItemId id)
{
    if (!isOn())
        return;
    m_changed.insert(id);
    saveSoon();
}

void QueuePersistence::noteRemoved(ItemId id)
{
    if (!isOn())
        return;
    m_changed.remove(id);
    m_events.remove(static_cast<qint64>(id));
    m_removed.append(static_cast<qint64>(id));
    saveSoon();
}

void QueuePersistence::noteIntent(const QList<ItemId> &ids, transfer::Intent intent, transfer::State state)
{
    if (!isOn())
        return;
    storage::StoredIntent wish{{}, static_cast<int>(intent), static_cast<int>(state)};
    wish.ids.reserve(ids.size());
    for (const ItemId id : ids)
        wish.ids.append(static_cast<qint64>(id));
    m_intents.append(std::move(wish));
    saveSoon();
}

void QueuePersistence::noteEvent(ItemId id, const transfer::Event &event)
{
    if (!isOn())
        return;
    EventLog::append(m_events[static_cast<qint64>(id)],
                     event); // bounded for as long as nothing can be written
    saveSoon();
}

bool QueuePersistence::hasUnsaved() const
{
    return !m_changed.isEmpty() || !m_removed.isEmpty() || !m_intents.isEmpty() || !m_events.isEmpty();
}

bool QueuePersistence::isSettled() const
{
    return queue::isSettled(m_state) && (m_state == SaveState::Backoff || !hasUnsaved());
}

void QueuePersistence::step(SaveEvent event)
{
    const auto next = nextState(m_state, event);
    Q_ASSERT_X(next, "QueuePersistence::step", "not in the table of savestate.cpp");
    m_state = *next;
}

void QueuePersistence::saveSoon()
{
    const SaveState before = m_state;
    step(SaveEvent::Changed);
    if (before != m_state)
        QMetaObject::invokeMethod(this, &QueuePersistence::save, Qt::QueuedConnection);
}

/// The rows as they are now, not as they were when they changed. As many as hold nobody up who waits for this
/// thread; the others come with the next transaction.
QueueStore::Changes QueuePersistence::takeChanges()
{
    QueueStore::Changes changes;
    changes.changed.reserve(std::min(m_changed.size(), kMostAtOnce));
    for (auto id = m_changed.begin(); id != m_changed.end() && changes.changed.size() < kMostAtOnce;) {
        if (auto row = m_snapshot(*id))
            changes.changed.append(std::move(*row));
        id = m_changed.erase(id);
    }
    changes.removed = std::exchange(m_removed, {});
    changes.intents = std::exchange(m_intents, {});
    for (auto events = m_events.begin(); events != m_events.end();) {
        const bool isNext = m_changed.contains(ItemId{events.key()}); // not before its row is there
        if (!isNext)
            changes.events.insert(events.key(), events.value());
        events = isNext ? std::next(events) : m_events.erase(events);
    }
    return changes;
}

void QueuePersistence::save()
{
    step(SaveEvent::Due);
    const QueueStore::Changes changes = takeChanges();
    m_store->apply(changes, this, [this, changes](const core::Result<void> &result) {
        if (!result)
            return onFailed(changes, result.error());
        step(SaveEvent::Written);
        if (hasUnsaved())
            saveSoon();
        else
            Q_EMIT settled();
    });
}

/// What could not be written is kept and tried again.
void QueuePersistence::onFailed(const QueueStore::Changes &changes, const core::Error &error)
{
    for (const storage::StoredItem &row : changes.changed)
        m_changed.insert(ItemId{row.id});
    m_removed += changes.removed;
    m_intents = changes.intents + m_intents;
    for (auto events = changes.events.cbegin(); events != changes.events.cend(); ++events) {
        if (m_snapshot(ItemId{events.key()}))
            m_events[events.key()] = events.value() + m_events.value(events.key());
    }
    const bool isFirst = isNews(m_state);
    step(SaveEvent::Failed);
    m_saveAgain.start(kSaveAgain);
    if (isFirst)
        Q_EMIT failed(error);
    Q_EMIT settled();
}

void QueuePersistence::close()
{
    m_isClosing = true;
    m_loadAgain.stop();
    m_saveAgain.stop();
    step(SaveEvent::Closing);
    if (m_state == SaveState::Idle && hasUnsaved())
        saveSoon();
}

void QueuePersistence::keepHostFacts(const QByteArray &json)
{
    if (isOn())
        m_store->keepHostFacts(json);
}

void QueuePersistence::readLog(ItemId id, QObject *receiver,
                               std::function<void(const QList<transfer::Event> &)> done) const
{
    if (!isOn())
        return done({});
    m_store->readLog(static_cast<qint64>(id), receiver, std::move(done));
}

} // namespace queue
