#pragma once

#include "core/queue/queue.h"

#include <QSet>

namespace ui {

/// How far all downloads are together. A value.
struct Overall
{
    int active = 0;
    int unfinished = 0;     ///< that want to run, the active ones included
    double fraction = -1.0; ///< 0 … 1; negative: nothing to do, or nothing known
    qint64 bytesPerSecond = 0;
    qint64 secondsLeft = -1; ///< negative: unknown
    core::Error obstacle;    ///< why nothing runs although something wants to
};

/// Counts what is finished along with the rest until everything is: so the total does not jump back each time
/// a file is done.
class OverallProgress
{
public:
    Overall update(const queue::Queue &queue);

private:
    QSet<queue::ItemId> m_batch;
};

} // namespace ui
