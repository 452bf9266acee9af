#include "core/queue/running.h"

#include <algorithm>

/// The part of Queue that says how far its items are, and how fast.
namespace queue {

void Queue::poll()
{
    applyLimitIfDue();
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

/// Which mirrors the row uses, and how fast each is.
void Queue::noteMirrors(Running &running, Item &item, transfer::RateEstimator::Clock::time_point now)
{
    const auto *mirrors = running.transfer->mirrors();
    if (!mirrors)
        return;
    running.mirrorRates.resize(mirrors->size());
    item.mirrorsInUse = 0;
    for (std::size_t i = 0; i < mirrors->size(); ++i) {
        running.mirrorRates[i].sample(running.transfer->bytesFrom(static_cast<int>(i)), now);
        if ((*mirrors)[i].connections == 0)
            continue;
        if (item.mirrorsInUse++ == 0)
            item.mirror = static_cast<int>(i);
    }
}

/// The row's figures from the lanes' counters. What is shown never goes back, except on a restart.
bool Queue::refresh(Running &running, Item &item)
{
    const auto now = transfer::RateEstimator::Clock::now();
    transfer::Progress progress = running.transfer->progress();
    running.rate.sample(progress.networkBytes, now);
    noteMirrors(running, item, now);
    progress.bytesPerSecond = running.rate.bytesPerSecond(now);
    progress.networkBytes += running.bytesBefore;
    if (progress.encodedSize < 0) {
        // Before the table is known again, what was shown last is the better picture.
        progress.encodedSize = item.progress.encodedSize;
        progress.decodedSize = item.progress.decodedSize;
        progress.encodedDone = item.progress.encodedDone;
        progress.decodedDone = item.progress.decodedDone;
    }
    // Bytes of a chunk that has to come again were shown already; on a restart onEvent() forgot them.
    progress.encodedDone = std::max(progress.encodedDone, item.progress.encodedDone);
    progress.decodedDone = std::max(progress.decodedDone, item.progress.decodedDone);
    if (progress.encodedSize >= 0)
        progress.encodedDone = std::min(progress.encodedDone, progress.encodedSize);
    return std::exchange(item.progress, progress) != progress;
}

} // namespace queue
