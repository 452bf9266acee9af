#pragma once

#include "core/queue/queue.h"

namespace ui {

/// How far all downloads are together. A value.
struct Overall
{
    int active = 0;
    int unfinished = 0;     ///< that want to run, the active ones included
    double fraction = -1.0; ///< 0 … 1; negative: nothing to do, or nothing known
    qint64 bytesPerSecond = 0;
    qint64 secondsLeft = -1; ///< negative: unknown
    core::Error pausedBy;    ///< why nothing runs although something wants to
};

/// As the queue counts it: costs the same however many rows there are.
Overall overallOf(const queue::Queue &queue);

} // namespace ui
