#include "core/async.h"
#include "core/transfer/existing.h"
#include "core/transfer/transfer.h"

/// What Transfer finds out about a file that is there already.
namespace transfer {

namespace {

// Enough for a head.
constexpr qint64 kSniff = 4;

} // namespace

/// Asks for the first bytes, without keeping them; goes on when nothing is under way any more.
void Transfer::askHead(std::function<void(const Head &)> onKnown, std::function<void()> then)
{
    m_scheduler = std::make_unique<SegmentScheduler>(m_services, m_order, nullptr, m_counters);
    connect(m_scheduler.get(), &SegmentScheduler::happened, this, &Transfer::tell);
    connect(m_scheduler.get(), &SegmentScheduler::gaveUp, this, &Transfer::onGaveUp);
    connect(m_scheduler.get(), &SegmentScheduler::headKnown, this,
            [this, onKnown = std::move(onKnown)](const Head &head) {
                onKnown(head);
                m_scheduler->stop();
            });
    connect(m_scheduler.get(), &SegmentScheduler::stopped, this, [this, then = std::move(then)] {
        if (m_isStopping)
            return close([this] { Q_EMIT stopped(); });
        m_scheduler.release()->deleteLater();
        then();
    });
    m_scheduler->fetchHead(kSniff, false);
}

/// Reads it: not on the disk's thread, where others wait for their checkpoints.
void Transfer::lookAtExisting(const QString &name)
{
    core::runIn(
        m_services.hashing(),
        [order = m_order, target = QString(m_order.folder + u'/' + name), keys = m_services.keys,
         mayLook = m_mayLook] {
            return transfer::lookAtExisting(order, target, keys.get(),
                                            [&](qint64) { return mayLook->load(); });
        },
        this, [this](const core::Result<Existing> &existing) { onLooked(existing); });
}

void Transfer::onLooked(const core::Result<Existing> &existing)
{
    if (m_isStopping)
        return close([this] { Q_EMIT stopped(); });
    if (!existing)
        return failBy(existing.error());
    m_existing = *existing;
    const bool mustAsk = m_existing->completion && m_existing->mustAsk;
    if (mustAsk && m_existing->version.isEmpty()) {
        m_existing->completion.reset();
        m_existing->why =
            QStringLiteral("its server never said by what to tell whether it is still the same");
    }
    mustAsk && m_existing->completion ? askVersion() : open();
}

/// No key names what is wanted, so the address may hold something else by now.
void Transfer::askVersion()
{
    askHead(
        [this](const Head &head) {
            switch (isStill(m_existing->version, versionText(head.version, head.completeLength))) {
            case Sameness::Same:
                return;
            case Sameness::Other:
                m_existing->why = QStringLiteral("%1 has another version of it now").arg(head.host);
                break;
            case Sameness::Unknown:
                m_existing->why =
                    QStringLiteral("%1 does not say whether it is still the same").arg(head.host);
                break;
            }
            m_existing->completion.reset();
        },
        [this] { open(); });
}

void Transfer::tellCheckedAgain(const Completion &completion)
{
    Event event;
    event.kind = Event::Kind::Checked;
    event.md5 = completion.md5;
    tell(event);
}

} // namespace transfer
