#include "core/transfer/silencewatch.h"

#include "core/transfer/transferservices.h"

namespace transfer {

namespace {

/// The first look sees where it begins, the last one that nothing has changed.
constexpr int kLooks = 2;

} // namespace

SilenceWatch::SilenceWatch(TransferServices &services, const TransferRequest &order,
                           std::function<qint64()> received, std::function<QStringList()> asked)
    : m_services(services)
    , m_order(order)
    , m_received(std::move(received))
    , m_asked(std::move(asked))
{
    connect(&m_looks, &QTimer::timeout, this, &SilenceWatch::look);
}

void SilenceWatch::start()
{
    m_silence = {};
    look();
    m_looks.start(m_services.tuning.silentAfter / kLooks);
}

void SilenceWatch::look()
{
    const QStringList asked = m_asked();
    const auto &limiter = m_order.limiter ? *m_order.limiter : m_services.limiter;
    const bool isHeldBack = !limiter.hasSpare() || !m_services.limiter.hasSpare();
    if (!m_silence.isNews({m_received(), !asked.isEmpty(), isHeldBack}))
        return;
    for (const QString &host : asked)
        m_services.hosts.setSilent(host);
    Q_EMIT silent();
}

} // namespace transfer
