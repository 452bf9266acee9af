#include "core/transfer/fetch/sharedconnection.h"
#include "core/transfer/transfer.h"

/// How Transfer notices that nobody answers it.
namespace transfer {

namespace {

/// The first look sees where it begins, the last one that nothing has changed.
constexpr int kLooks = 2;

} // namespace

void Transfer::listen()
{
    m_silence = {};
    lookForSilence();
    m_silenceLooks.start(m_services.tuning.silentAfter / kLooks);
}

void Transfer::lookForSilence()
{
    QStringList asked;
    if (!m_passesAt.isEmpty())
        asked << m_passesAt;
    for (const Mirror &mirror : m_scheduler ? m_scheduler->mirrors().all() : std::vector<Mirror>()) {
        if (mirror.connections > 0)
            asked << mirror.host;
    }
    const auto &limiter = m_order.limiter ? *m_order.limiter : m_services.limiter;
    const bool isHeldBack = !limiter.hasSpare() || !m_services.limiter.hasSpare();
    const qint64 shared = m_order.sharedConnection ? m_order.sharedConnection->received.load() : 0;
    if (!m_silence.isNews({m_counters->networkBytes + shared, !asked.isEmpty(), isHeldBack}))
        return;
    for (const QString &host : std::as_const(asked))
        m_services.hosts.setSilent(host);
    Q_EMIT silent();
}

} // namespace transfer
