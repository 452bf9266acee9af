#pragma once

#include "core/async.h"

#include <QThreadPool>
#include <utility>

namespace ui {

/// For whatever may touch a disk. Not Qt's global pool: Qt 6 paints large areas on that one while the GUI
/// thread waits for it, so that a slow disk would freeze the window. Empty before the application is gone.
/// GUI thread only.
QThreadPool &backgroundPool();

/// Runs `work()` on a thread of that pool and `done(result)` on the thread of `receiver`, as core::runIn().
template <typename Work, typename Done>
void inBackground(Work work, QObject *receiver, Done done)
{
    core::runIn(backgroundPool(), std::move(work), receiver, std::move(done));
}

} // namespace ui
