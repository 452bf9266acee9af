#pragma once

#include "core/transfer/connections.h"
#include "core/transfer/event.h"
#include "core/transfer/failure.h"
#include "core/transfer/routing/failureanswer.h"

#include <QElapsedTimer>
#include <variant>

namespace transfer {

/// Does about requests that failed what FailureAnswer says: tells the mirror's record and the log, and says
/// how the connection goes on. On the transfer's thread.
class RequestRecovery
{
public:
    using Tell = std::function<void(const Event &)>;

    /// These outlive this.
    RequestRecovery(TransferServices &services, const TransferRequest &order, MirrorRoutes &routes,
                    const Connections &connections, Tell tell);

    /// It goes on over whatever route there is.
    struct AskAgain
    {
    };
    /// Its host takes no more connections than it has without this one.
    struct Drop
    {
    };
    /// No mirror is left that has ranges: all comes over one connection, from the front to the back.
    struct WithoutRanges
    {
    };
    /// The transfer ends; WhenIdle: and the connection asks again until nothing else is under way.
    struct GiveUp
    {
        enum class When { Now, WhenIdle };
        When when = When::Now;
        Failure failure;
    };
    using Next = std::variant<AskAgain, Drop, WithoutRanges, GiveUp>;
    /// The connection is at rest (Connections::rest()).
    Next next(Connection &connection, const JobEnd &end);

    /// Of a host that gives this connection no answer besides others of ours.
    void takesNoMore(const Connection &connection, const core::Error &why);
    /// Something came that stays.
    void progressed() { m_sinceProgress.start(); }

private:
    FailedRequest known(const Connection &connection, const JobEnd &end) const;
    bool getsMoreTime(const Connection &connection, const JobEnd &end);
    Next tryAgain(Connection &connection, const JobEnd &end);
    Next withoutRanges(Connection &connection);
    void announce(const JobEnd &end, std::optional<std::chrono::milliseconds> delay);

    TransferServices &m_services;
    const TransferRequest &m_order;
    MirrorRoutes &m_routes;
    const Connections &m_connections;
    const Tell m_tell;
    QElapsedTimer m_sinceProgress;
};

} // namespace transfer
