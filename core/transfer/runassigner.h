#pragma once

#include "core/transfer/connections.h"
#include "core/transfer/failure.h"

#include <QTimer>

namespace transfer {

/// Gives connections what they fetch: sends those on that wait for a mirror, and cuts what is missing into
/// runs for those that have nothing to do, as many as there may be. On the transfer's thread.
class RunAssigner
{
public:
    /// These outlive this. `onDue` is called when a mirror may be asked again that had to be waited for.
    RunAssigner(TransferServices &services, const TransferRequest &order, MirrorRoutes &routes,
                Connections &connections, std::function<void()> onDue);

    /// Starts whatever can be started now. A failure when nothing is under way and nothing can be.
    std::optional<Failure> plan();
    /// No call of `onDue` until the next plan().
    void pause() { m_later.stop(); }

    /// What a connection to this mirror gets next.
    ChunkRuns runsFor(int mirror) const;
    int mostConnections() const;

private:
    /// What came of an attempt to send a connection on.
    struct Sent
    {
    };
    struct Waits
    {
    };
    using Attempt = std::variant<Sent, Waits, Failure>;

    Attempt giveRoute(Connection &connection);
    Attempt giveUpIfIdle(Failure failure) const;
    Attempt assign();
    bool mayAskSeveral(int mirror) const;

    TransferServices &m_services;
    const TransferRequest &m_order;
    MirrorRoutes &m_routes;
    Connections &m_connections;
    QTimer m_later;
};

} // namespace transfer
