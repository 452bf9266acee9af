#pragma once

#include "core/blte/chunkdecoder.h"
#include "core/http/managerpool.h"
#include "core/mailbox.h"

#include <QObject>
#include <QThread>
#include <atomic>
#include <memory>
#include <vector>

namespace transfer {

/// One worker thread: an event loop, QNetworkAccessManagers, and the scratch memory of its decoders. From
/// socket to file a segment's bytes stay here.
class Lane : public core::Mailbox
{
    Q_OBJECT
public:
    Lane();
    ~Lane() override;

    /// Only on the lane's thread.
    http::ManagerPool &managers() { return m_managers; }
    blte::Workspace &workspace();
    /// Gives up what is not in use at the moment.
    void releaseMemory();

    /// How many jobs live here; kept by whoever places and removes them.
    std::atomic<int> jobs{0};

private:
    http::ManagerPool m_managers;
    std::unique_ptr<blte::Workspace> m_workspace;
};

/// The lanes: as many as the machine has cores, at most 4. Destroying the pool ends the threads.
class LanePool
{
public:
    explicit LanePool(int count = 0);
    ~LanePool();
    /// The lane with the fewest jobs.
    Lane &leastBusy();
    /// Every lane does, as soon as it gets to it.
    void releaseMemory();
    std::size_t size() const { return m_lanes.size(); }

private:
    std::vector<std::unique_ptr<QThread>> m_threads;
    std::vector<Lane *> m_lanes; ///< deleted on their threads
};

} // namespace transfer
