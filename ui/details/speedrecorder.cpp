#include "ui/details/speedrecorder.h"

#include <algorithm>

namespace ui {

namespace {

/// Whose histories are kept; the one that has not run for the longest goes first.
constexpr qsizetype kMostRows = 100;
/// Further back nothing is shown.
constexpr qint64 kDay = 24 * 3600;

qint64 secondNow()
{
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace

SpeedRecorder::SpeedRecorder(const queue::Queue &queue, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
{
    connect(&queue, &queue::Queue::itemsProgressed, this, [this](const QList<int> &rows) {
        for (const int row : rows)
            m_moved.insert(m_queue.at(row).id);
    });
    connect(&queue, &queue::Queue::itemsAboutToBeRemoved, this, [this](int first, int last) {
        for (int row = first; row <= last && !(m_rows.isEmpty() && m_moved.isEmpty()); ++row) {
            m_rows.remove(m_queue.at(row).id);
            m_moved.remove(m_queue.at(row).id);
        }
    });
}

const SpeedHistory *SpeedRecorder::of(queue::ItemId id) const
{
    const auto row = m_rows.constFind(id);
    return row == m_rows.cend() ? nullptr : &row->history;
}

void SpeedRecorder::sample()
{
    const qint64 now = secondNow();
    const qint64 seconds = m_second == 0 ? 1 : std::clamp<qint64>(now - m_second, 0, kDay);
    m_second = now;
    if (seconds == 0)
        return;
    for (qint64 missed = 1; missed < seconds; ++missed)
        m_all.add(0);
    m_all.add(m_queue.activeCount() > 0 ? m_queue.bytesPerSecond() : 0);
    sampleRows(seconds);
}

void SpeedRecorder::sampleRows(qint64 seconds)
{
    for (const queue::ItemId id : std::exchange(m_moved, {}))
        m_rows[id].lastActive = m_second;
    for (auto row = m_rows.begin(); row != m_rows.end(); ++row) {
        const queue::Item *item = m_queue.find(row.key());
        for (qint64 missed = 1; missed < seconds && !row->history.isEmpty(); ++missed)
            row->history.add(0);
        row->history.add(item && transfer::isActive(item->state) ? item->progress.bytesPerSecond : 0);
    }
    while (m_rows.size() > kMostRows)
        forgetOldest();
}

void SpeedRecorder::forgetOldest()
{
    const auto oldest = std::min_element(
        m_rows.begin(), m_rows.end(), [](const Row &a, const Row &b) { return a.lastActive < b.lastActive; });
    m_rows.erase(oldest);
}

} // namespace ui
