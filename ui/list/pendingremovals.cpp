#include "ui/list/pendingremovals.h"

#include <algorithm>

namespace ui {

PendingRemovals::PendingRemovals(queue::Queue &queue, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kTimeToUndo);
    connect(&m_timer, &QTimer::timeout, this, &PendingRemovals::commit);
    m_sliceSoon.setSingleShot(true);
    m_sliceSoon.setInterval(0);
    connect(&m_sliceSoon, &QTimer::timeout, this, &PendingRemovals::removeSlice);
    connect(&queue, &queue::Queue::itemsAboutToBeRemoved, this, &PendingRemovals::noteLeaving);
    connect(&queue, &queue::Queue::itemsRemoved, this, &PendingRemovals::forgetGone);
}

void PendingRemovals::begin(const QList<queue::ItemId> &ids, queue::Removal removal)
{
    commit();
    if (ids.isEmpty())
        return;
    m_undoable = {ids, {}, removal};
    m_hidden.reserve(m_hidden.size() + ids.size());
    for (const queue::ItemId id : ids) {
        m_hidden.insert(id);
        if (const queue::Item *item = m_queue.find(id); item && queue::wantsToRun(*item))
            m_undoable.wereRunning.append(id);
    }
    Q_EMIT changed();
    m_queue.hold(m_undoable.wereRunning);
    m_timer.start();
    Q_EMIT begun(static_cast<int>(ids.size()));
}

void PendingRemovals::undo()
{
    if (isEmpty())
        return;
    m_timer.stop();
    const Batch undone = std::exchange(m_undoable, {});
    if (m_going.isEmpty()) {
        m_hidden.clear();
    } else {
        for (const queue::ItemId id : undone.ids)
            m_hidden.remove(id);
    }
    Q_EMIT changed();
    m_queue.run(undone.wereRunning);
    Q_EMIT ended();
    Q_EMIT this->undone(undone.ids);
}

void PendingRemovals::commit()
{
    if (isEmpty())
        return;
    m_timer.stop();
    m_going.append(std::exchange(m_undoable, {}));
    m_going.last().ids = byPosition(m_going.last().ids);
    removeSlice();
    Q_EMIT ended();
}

void PendingRemovals::finish()
{
    commit();
    while (!m_going.isEmpty())
        removeSlice();
}

/// Neighbours go together then, and are told of as one run.
QList<queue::ItemId> PendingRemovals::byPosition(const QList<queue::ItemId> &ids) const
{
    QList<std::pair<qint64, queue::ItemId>> rows;
    rows.reserve(ids.size());
    for (const queue::ItemId id : ids) {
        if (const queue::Item *item = m_queue.find(id))
            rows.append({item->position, id});
    }
    std::sort(rows.begin(), rows.end(), std::greater<>());
    QList<queue::ItemId> sorted;
    sorted.reserve(rows.size());
    for (const auto &row : std::as_const(rows))
        sorted.append(row.second);
    return sorted;
}

/// They are hidden until they are gone: no row flashes up.
void PendingRemovals::removeSlice()
{
    Batch &oldest = m_going.first();
    const queue::Removal removal = oldest.removal;
    const QList<queue::ItemId> slice = oldest.ids.first(std::min(oldest.ids.size(), kSlice));
    oldest.ids.remove(0, slice.size());
    if (oldest.ids.isEmpty())
        m_going.removeFirst();
    m_queue.remove(slice, removal);
    if (m_going.isEmpty())
        m_sliceSoon.stop();
    else
        m_sliceSoon.start();
}

int PendingRemovals::keep(const QList<queue::ItemId> &ids)
{
    if (m_hidden.isEmpty())
        return 0;
    const bool wasEmpty = isEmpty();
    QList<Batch *> batches{&m_undoable};
    for (Batch &batch : m_going)
        batches.append(&batch);
    QSet<queue::ItemId> wanted;
    QList<queue::ItemId> running;
    for (Batch *batch : std::as_const(batches))
        spareFilesOf(*batch, ids);
    for (const queue::ItemId id : ids) {
        if (m_hidden.contains(id))
            wanted.insert(id);
    }
    const auto isWanted = [&wanted](queue::ItemId id) { return wanted.contains(id); };
    for (Batch *batch : std::as_const(batches)) {
        std::copy_if(batch->wereRunning.cbegin(), batch->wereRunning.cend(), std::back_inserter(running),
                     isWanted);
        batch->wereRunning.removeIf(isWanted);
        batch->ids.removeIf(isWanted);
    }
    m_going.removeIf([](const Batch &batch) { return batch.ids.isEmpty(); });
    if (m_going.isEmpty())
        m_sliceSoon.stop();
    if (!wanted.isEmpty()) {
        m_hidden.subtract(wanted);
        Q_EMIT changed();
        m_queue.run(running);
    }
    if (isEmpty() && !wasEmpty) {
        m_timer.stop();
        Q_EMIT ended();
    } else if (!isEmpty() && !wanted.isEmpty()) {
        Q_EMIT begun(static_cast<int>(m_undoable.ids.size()));
    }
    return static_cast<int>(wanted.size());
}

/// A finished file whose row is about to be removed with it: a row that was added since is to make the same
/// file, and may have found it in its place already. The old row goes at once, the file stays.
void PendingRemovals::spareFilesOf(Batch &batch, const QList<queue::ItemId> &ids)
{
    if (batch.removal != queue::Removal::DeleteEverything)
        return;
    QSet<QString> targets;
    for (const queue::ItemId id : ids) {
        if (const queue::Item *item = m_queue.find(id); item && !m_hidden.contains(id))
            targets.insert(item->target());
    }
    QList<queue::ItemId> spared;
    for (const queue::ItemId id : std::as_const(batch.ids)) {
        const queue::Item *item = m_queue.find(id);
        if (item && item->state == transfer::State::Done && targets.contains(item->target()))
            spared.append(id);
    }
    const QSet<queue::ItemId> gone(spared.begin(), spared.end());
    batch.ids.removeIf([&gone](queue::ItemId id) { return gone.contains(id); });
    if (!spared.isEmpty())
        m_queue.remove(spared, queue::Removal::KeepFiles);
}

void PendingRemovals::noteLeaving(int first, int last)
{
    for (int row = first; row <= last; ++row)
        m_leaving.append(m_queue.at(row).id);
}

void PendingRemovals::forgetGone()
{
    for (const queue::ItemId id : std::exchange(m_leaving, {}))
        m_hidden.remove(id);
}

std::chrono::seconds PendingRemovals::timeLeft() const
{
    const auto left = std::max(m_timer.remainingTimeAsDuration(), std::chrono::milliseconds(0));
    return std::min(std::chrono::ceil<std::chrono::seconds>(left), kTimeToUndo); // timers are a little late
}

} // namespace ui
