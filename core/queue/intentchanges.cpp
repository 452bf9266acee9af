#include "core/queue/intentchanges.h"

#include <algorithm>

namespace queue {

using transfer::Intent;
using transfer::State;

namespace {

/// Whether such a wish changes anything of it.
bool canFollow(const Item &item, Intent intent)
{
    if (intent == Intent::Hold)
        return !transfer::isFinished(item.state);
    return item.state != State::Done || item.verdict == transfer::Verdict::Incomplete;
}

} // namespace

IntentChanges::IntentChanges(Rows &rows, RunningItems &running, Relocator &relocator, DiskSpaceWatch &volumes,
                             QueuePersistence &persistence)
    : m_rows(rows)
    , m_running(running)
    , m_relocator(relocator)
    , m_volumes(volumes)
    , m_persistence(persistence)
{
    m_followSoon.setSingleShot(true);
    m_followSoon.setInterval(0);
    connect(&m_followSoon, &QTimer::timeout, this, &IntentChanges::followSlice);
}

/// What is wanted of all is on record, here and on the disk, before the first one follows.
void IntentChanges::change(Intent intent, const QList<ItemId> &ids)
{
    QList<ItemId> all = record(intent, ids);
    const qsizetype now = std::min(all.size(), IntentBacklog::kSlice);
    if (now < all.size()) {
        std::stable_partition(all.begin(), all.end(), [this](ItemId id) { return m_running.find(id); });
        m_persistence.noteIntent(all, intent, intent == Intent::Run ? State::Queued : State::Paused);
        m_backlog.add(intent, all.sliced(now));
        m_followSoon.start();
    }
    follow({intent, all.first(now)});
    Q_EMIT followed();
}

/// Those of them that follow.
QList<ItemId> IntentChanges::record(Intent intent, const QList<ItemId> &ids)
{
    QList<ItemId> recorded;
    recorded.reserve(ids.size());
    for (const ItemId id : ids) {
        Item *item = m_rows.find(id);
        if (!item || !canFollow(*item, intent))
            continue;
        const bool isMoving = m_relocator.isMoving(id);
        if (isMoving)
            m_relocator.setIntent(id, intent);
        if (isMoving && intent == Intent::Run)
            continue; // from where it is moved to
        item->intent = intent;
        recorded.append(id);
    }
    return recorded;
}

void IntentChanges::follow(const IntentBacklog::Slice &slice)
{
    for (const ItemId id : slice.ids) {
        Item *item = m_rows.find(id);
        if (!item || item->intent != slice.intent || !canFollow(*item, slice.intent))
            continue; // gone, finished, or something else was wanted since
        if (slice.intent == Intent::Run)
            letRun(*item);
        else
            letHold(*item);
    }
}

void IntentChanges::followSlice()
{
    follow(m_backlog.take());
    if (!m_backlog.isEmpty())
        return m_followSoon.start();
    Q_EMIT followed();
    Q_EMIT settled();
}

void IntentChanges::letRun(Item &item)
{
    const bool isAtRest =
        item.state == State::Paused || transfer::isFinished(item.state) || item.state == State::Waiting;
    item.standstill.forget();
    if (item.volume)
        m_volumes.forget(*item.volume);
    if (!isAtRest)
        return m_rows.changed(item);
    item.error = {};
    m_rows.moveTo(item, State::Queued);
}

void IntentChanges::letHold(Item &item)
{
    const bool runs = m_running.find(item.id);
    if (runs)
        m_running.stop(item.id);
    if (runs || item.state == State::Paused)
        m_rows.changed(item);
    else
        m_rows.moveTo(item, State::Paused);
}

} // namespace queue
