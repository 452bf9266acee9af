#include "ui/list/pendingremovals.h"

namespace ui {

PendingRemovals::PendingRemovals(queue::Queue &queue, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kTimeToUndo);
    connect(&m_timer, &QTimer::timeout, this, &PendingRemovals::commit);
    connect(&queue, &queue::Queue::itemsAboutToBeRemoved, this, &PendingRemovals::noteLeaving);
    connect(&queue, &queue::Queue::itemsRemoved, this, &PendingRemovals::forgetGone);
}

void PendingRemovals::begin(const QList<queue::ItemId> &ids, queue::Removal removal)
{
    commit();
    if (ids.isEmpty())
        return;
    m_ids = ids;
    m_removal = removal;
    m_hidden.unite(QSet<queue::ItemId>(ids.begin(), ids.end()));
    for (const queue::ItemId id : ids) {
        const queue::Item *item = m_queue.find(id);
        if (item && item->intent == transfer::Intent::Run && !transfer::isFinished(item->state))
            m_wereRunning.append(id);
    }
    Q_EMIT changed();
    m_queue.hold(m_wereRunning);
    m_timer.start();
    Q_EMIT begun(static_cast<int>(ids.size()));
}

void PendingRemovals::undo()
{
    if (isEmpty())
        return;
    m_timer.stop();
    const QList<queue::ItemId> ids = std::exchange(m_ids, {});
    for (const queue::ItemId id : ids)
        m_hidden.remove(id);
    const auto running = std::exchange(m_wereRunning, {});
    Q_EMIT changed();
    m_queue.run(running);
    Q_EMIT ended();
    Q_EMIT undone(ids);
}

void PendingRemovals::commit()
{
    if (isEmpty())
        return;
    m_timer.stop();
    m_wereRunning.clear();
    m_queue.remove(std::exchange(m_ids, {}), m_removal); // hidden until they are gone: no row flashes up
    Q_EMIT ended();
}

int PendingRemovals::keep(const QList<queue::ItemId> &ids)
{
    if (isEmpty())
        return 0;
    spareFilesOf(ids);
    QSet<queue::ItemId> wanted;
    for (const queue::ItemId id : ids) {
        if (m_hidden.contains(id))
            wanted.insert(id);
    }
    if (wanted.isEmpty())
        return 0;
    const auto isWanted = [&wanted](queue::ItemId id) { return wanted.contains(id); };
    QList<queue::ItemId> running = m_wereRunning;
    running.removeIf([&](queue::ItemId id) { return !isWanted(id); });
    m_wereRunning.removeIf(isWanted);
    m_ids.removeIf(isWanted);
    m_hidden.subtract(wanted);
    Q_EMIT changed();
    m_queue.run(running);
    if (!isEmpty()) {
        Q_EMIT begun(static_cast<int>(m_ids.size()));
    } else {
        m_timer.stop();
        Q_EMIT ended();
    }
    return static_cast<int>(wanted.size());
}

/// A finished file whose row is about to be removed with it: a row that was added since is to make the same
/// file, and may have found it in its place already. The old row goes at once, the file stays.
void PendingRemovals::spareFilesOf(const QList<queue::ItemId> &ids)
{
    if (m_removal != queue::Removal::DeleteEverything)
        return;
    QSet<QString> targets;
    for (const queue::ItemId id : ids) {
        if (const queue::Item *item = m_queue.find(id); item && !m_hidden.contains(id))
            targets.insert(item->target());
    }
    QList<queue::ItemId> spared;
    for (const queue::ItemId id : std::as_const(m_ids)) {
        const queue::Item *item = m_queue.find(id);
        if (item && item->state == transfer::State::Done && targets.contains(item->target()))
            spared.append(id);
    }
    if (spared.isEmpty())
        return;
    const QSet<queue::ItemId> gone(spared.begin(), spared.end());
    m_ids.removeIf([&gone](queue::ItemId id) { return gone.contains(id); });
    m_queue.remove(spared, queue::Removal::KeepFiles);
    if (isEmpty()) {
        m_timer.stop();
        Q_EMIT ended();
    }
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
