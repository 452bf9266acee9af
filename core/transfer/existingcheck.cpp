#include "core/transfer/existingcheck.h"

#include "core/async.h"
#include "core/errortable.h"
#include "core/transfer/existing.h"

namespace transfer {

namespace {

// Enough for a head.
constexpr qint64 kStart = 4;

} // namespace

ExistingCheck::ExistingCheck(TransferServices &services, const TransferRequest &order,
                             std::shared_ptr<Counters> counters)
    : m_services(services)
    , m_order(order)
    , m_counters(std::move(counters))
{
}

ExistingCheck::~ExistingCheck() = default;

/// Not on the disk's thread, where others wait for their checkpoints.
void ExistingCheck::start(const QString &target)
{
    core::runIn(
        m_services.hashing(),
        [order = m_order, target, keys = m_services.keys, mayRead = m_mayRead] {
            return lookAtExisting(order, target, keys.get(), [&](qint64) { return mayRead->load(); });
        },
        this, [this](const core::Result<Existing> &existing) { onRead(existing); });
}

void ExistingCheck::stop()
{
    *m_mayRead = false;
    if (m_scheduler)
        m_scheduler->stop();
}

void ExistingCheck::onRead(const core::Result<Existing> &existing)
{
    if (!*m_mayRead)
        return Q_EMIT stopped();
    if (!existing)
        return Q_EMIT failed({existing.error(), core::healsWithTime(existing.error().kind), {}});
    m_existing = *existing;
    const bool mustAsk = m_existing.completion && m_existing.mustAsk;
    if (mustAsk && m_existing.version.isEmpty()) {
        m_existing.completion.reset();
        m_existing.why = QStringLiteral("its server never said by what to tell whether it is still the same");
    }
    if (mustAsk && m_existing.completion)
        askVersion();
    else
        Q_EMIT known(m_existing);
}

/// No key names what is wanted, so the address may hold something else by now. Asks for the first bytes,
/// without keeping them; goes on when nothing is under way any more.
void ExistingCheck::askVersion()
{
    m_scheduler = std::make_unique<SegmentScheduler>(m_services, m_order, nullptr, m_counters);
    connect(m_scheduler.get(), &SegmentScheduler::happened, this, &ExistingCheck::happened);
    connect(m_scheduler.get(), &SegmentScheduler::gaveUp, this, &ExistingCheck::failed);
    connect(m_scheduler.get(), &SegmentScheduler::headKnown, this, &ExistingCheck::onHead);
    connect(m_scheduler.get(), &SegmentScheduler::stopped, this, [this] {
        if (*m_mayRead)
            Q_EMIT known(m_existing);
        else
            Q_EMIT stopped();
    });
    m_scheduler->fetchHead({kStart});
}

void ExistingCheck::onHead(const Head &head)
{
    switch (isStill(m_existing.version, versionText(head.version, head.completeLength))) {
    case Sameness::Same:
        break;
    case Sameness::Other:
        m_existing.why = QStringLiteral("%1 has another version of it now").arg(head.host);
        m_existing.completion.reset();
        break;
    case Sameness::Unknown:
        m_existing.why = QStringLiteral("%1 does not say whether it is still the same").arg(head.host);
        m_existing.completion.reset();
        break;
    }
    m_scheduler->stop();
}

} // namespace transfer
