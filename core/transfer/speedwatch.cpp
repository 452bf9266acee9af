#include "core/transfer/speedwatch.h"

#include "core/transfer/fetch/segmentjob.h"

namespace transfer {

namespace {

// One that others are much faster than is asked again as if nothing had been, after so long.
constexpr std::chrono::minutes kSlowFor{1};

} // namespace

SpeedWatch::SpeedWatch(TransferServices &services, MirrorRoutes &routes, const Connections &connections)
    : m_services(services)
    , m_routes(routes)
    , m_connections(connections)
{
    QObject::connect(&m_looks, &QTimer::timeout, &m_looks, [this] { look(); });
}

void SpeedWatch::start()
{
    if (m_routes.mirrors().all().size() < 2)
        return;
    m_sinceLook.start();
    m_looks.start(m_services.tuning.slowAfter / ConnectionSpeed::kLooks);
}

/// Bytes per second of the fastest connection to this mirror; negative: not known.
double SpeedWatch::fastestAt(int mirror) const
{
    double speed = -1;
    for (const auto &connection : m_connections.all()) {
        if (connection->mirror == mirror && connection->doing == Connection::Doing::Fetching)
            speed = std::max(speed, connection->speed.bytesPerSecond());
    }
    return speed;
}

void SpeedWatch::look()
{
    const double seconds = static_cast<double>(m_sinceLook.restart()) / 1000;
    if (seconds <= 0)
        return;
    for (const auto &connection : m_connections.all())
        connection->speed.look(m_connections.arrived(*connection), seconds);
    for (const auto &connection : m_connections.all()) {
        if (connection->doing != Connection::Doing::Fetching || m_routes.version().isOneAnswer() ||
            !connection->speed.isOutpaced(
                m_routes.fastestBeside(connection->mirror, [this](int mirror) { return fastestAt(mirror); })))
            continue;
        m_routes.mirrors()[connection->mirror].slowUntil = Mirrors::Clock::now() + kSlowFor;
        QMetaObject::invokeMethod(connection->job, &SegmentJob::abandonSlowRoute);
    }
}

} // namespace transfer
