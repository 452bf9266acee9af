#include "core/transfer/fetch/lane.h"

#include "core/transfer/fetch/memorypressure.h"

#include <algorithm>

namespace transfer {

namespace {

constexpr int kMostLanes = 4;

} // namespace

Lane::Lane() = default;
Lane::~Lane() = default;

blte::Workspace &Lane::workspace()
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (!m_workspace)
        m_workspace = std::make_unique<blte::Workspace>();
    return *m_workspace;
}

void Lane::releaseMemory()
{
    m_managers.clear();
    if (m_workspace)
        m_workspace->release();
    returnFreeMemory();
}

LanePool::LanePool(int count)
{
    const int lanes = count > 0 ? count : std::clamp(QThread::idealThreadCount(), 1, kMostLanes);
    for (int i = 0; i < lanes; ++i) {
        auto thread = std::make_unique<QThread>();
        thread->setObjectName(QStringLiteral("lane %1").arg(i));
        auto *lane = new Lane;
        lane->moveToThread(thread.get());
        QObject::connect(thread.get(), &QThread::finished, lane, &QObject::deleteLater);
        thread->start();
        m_lanes.push_back(lane);
        m_threads.push_back(std::move(thread));
    }
}

LanePool::~LanePool()
{
    for (const auto &thread : m_threads)
        thread->quit();
    for (const auto &thread : m_threads)
        thread->wait();
}

Lane &LanePool::leastBusy()
{
    return **std::min_element(m_lanes.begin(), m_lanes.end(),
                              [](const Lane *a, const Lane *b) { return a->jobs < b->jobs; });
}

void LanePool::releaseMemory()
{
    for (Lane *lane : m_lanes)
        QMetaObject::invokeMethod(lane, &Lane::releaseMemory, Qt::QueuedConnection);
}

} // namespace transfer
