#pragma once

#include "core/transfer/connections.h"

#include <QElapsedTimer>
#include <QTimer>

namespace transfer {

/// Looks at how fast connections are, and takes from a mirror that others are much faster than what it still
/// owes: its job ends where it stands, goes on there with the chunk it has begun over another mirror, and the
/// rest is for whoever comes first. The same goes for one that takes its time to describe the object. On the
/// transfer's thread.
class SpeedWatch
{
public:
    /// These outlive this.
    SpeedWatch(TransferServices &services, MirrorRoutes &routes, const Connections &connections);

    /// From now on; with one mirror there is nothing to choose.
    void start();
    void stop() { m_looks.stop(); }

private:
    void look();
    double fastestAt(int mirror) const;

    TransferServices &m_services;
    MirrorRoutes &m_routes;
    const Connections &m_connections;
    QTimer m_looks;
    QElapsedTimer m_sinceLook;
};

} // namespace transfer
