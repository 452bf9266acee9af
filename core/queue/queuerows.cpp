#include "core/async.h"
#include "core/queue/queue.h"
#include "core/queue/running.h"
#include "core/transfer/target.h"
#include "core/transfer/transferservices.h"

#include <QFile>
#include <algorithm>

/// The part of Queue that removes and moves rows.
namespace queue {

using transfer::State;

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
        m_firstOpen = 0;
        Q_EMIT itemsRemoved(first, last);
        i = end;
    }
    saveSoon();
    m_scheduleSoon();
}

/// Everything about a row but the row itself.
void Queue::removeRow(int row, Removal removal)
{
    const Item &item = at(row);
    m_unsaved.remove(item.id);
    m_unsavedRemovals.append(static_cast<qint64>(item.id));
    m_logs.remove(item.id);
    m_unsavedEvents.remove(static_cast<qint64>(item.id));
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
        core::runOn(services().disk(), cleanUp, this, [](const core::Result<void> &) {});
    };
    if (!running)
        return tidy();
    transfer::Transfer *gone = running->transfer.get();
    gone->disconnect(this);
    const auto over = [this, gone, tidy] {
        const auto found = std::find_if(m_leaving.begin(), m_leaving.end(),
                                        [gone](const auto &r) { return r->transfer.get() == gone; });
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
    m_firstOpen = 0;
    for (const auto &item : m_items)
        m_unsaved.insert(item->id);
    Q_EMIT itemsReordered();
    saveSoon();
    m_scheduleSoon();
}

} // namespace queue
