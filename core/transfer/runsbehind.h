#pragma once

#include "core/transfer/runassigner.h"

namespace transfer {

/// Tells connections what comes behind their runs before they are done with them, so that they go on without
/// a wait: asked for ahead, or from the same answer where that goes on to the end of the file. On the
/// transfer's thread.
class RunsBehind
{
public:
    /// These outlive this. `onHeldTooLong` is called when an answer is held back for others that the server
    /// may never give, and unanswered() tells which.
    RunsBehind(TransferServices &services, MirrorRoutes &routes, Connections &connections,
               const RunAssigner &assigner, std::function<void()> onHeldTooLong);

    /// The job of this connection can be told now what comes next.
    void endIsNear(Connection &connection);
    /// Other connections fared somehow: answers that are held back may go on.
    void askAgain();

    bool isAnyHeld() const;
    Connection *unanswered() const; ///< null: all were

private:
    bool mayGoOn(const Connection &connection) const;
    void goOnInAnswer(Connection &connection);
    void hold(Connection &connection);

    TransferServices &m_services;
    MirrorRoutes &m_routes;
    Connections &m_connections;
    const RunAssigner &m_assigner;
    QTimer m_held; ///< since an answer is held back for others
};

} // namespace transfer
