#include "ui/background.h"

#include <QCoreApplication>
#include <QThread>
#include <algorithm>

namespace ui {

namespace {

/// A folder on a server that does not answer keeps its thread; the others go on.
constexpr int kFewestThreads = 4;

} // namespace

QThreadPool &backgroundPool()
{
    static QThreadPool pool;
    [[maybe_unused]] static const bool isReady = [] {
        pool.setMaxThreadCount(std::max(kFewestThreads, QThread::idealThreadCount()));
        qAddPostRoutine([] { pool.waitForDone(); });
        return true;
    }();
    return pool;
}

} // namespace ui
