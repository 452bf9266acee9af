#pragma once

#include "core/queue/queue.h"
#include "ui/details/speedhistory.h"

#include <QObject>
#include <QSet>

namespace ui {

/// The speeds of all downloads together and of each that ran of late. sample() is called about once a second
/// while something runs; seconds in which nobody called count as none received.
class SpeedRecorder : public QObject
{
    Q_OBJECT
public:
    explicit SpeedRecorder(const queue::Queue &queue, QObject *parent = nullptr);

    void sample();
    const SpeedHistory &ofAll() const { return m_all; }
    /// Null: it has not run.
    const SpeedHistory *of(queue::ItemId id) const;

private:
    struct Row
    {
        SpeedHistory history;
        qint64 lastActive = 0; ///< number of the sample
    };
    void sampleRows(qint64 seconds);
    void forgetOldest();

    const queue::Queue &m_queue;
    SpeedHistory m_all;
    QHash<queue::ItemId, Row> m_rows;
    QSet<queue::ItemId> m_moved; ///< since the last sample
    qint64 m_second = 0;         ///< of the last sample, by the monotonic clock; 0: none yet
};

} // namespace ui
