#pragma once

#include "core/transfer/failure.h"
#include "core/transfer/fetch/counters.h"
#include "core/transfer/segmentscheduler.h"

#include <QObject>

namespace transfer {

/// Finds out whether a file that is there is what is asked for: reads it, and asks its server where no key
/// names it. Made for one file; on the transfer's thread, reads on those for hashing.
///
///     start() ─► known(existing) · failed(failure) · stopped()      exactly one of the three
class ExistingCheck : public QObject
{
    Q_OBJECT
public:
    /// `services` outlive this.
    ExistingCheck(TransferServices &services, const TransferRequest &order,
                  std::shared_ptr<Counters> counters);
    ~ExistingCheck() override;

    void start(const QString &target);
    void stop();
    /// That asks its server; null while it does not.
    SegmentScheduler *scheduler() const { return m_scheduler.get(); }

Q_SIGNALS:
    void known(const transfer::Existing &existing);
    void failed(const transfer::Failure &failure);
    void stopped();
    void happened(const transfer::Event &event);

private:
    void onRead(const core::Result<Existing> &existing);
    void askVersion();
    void onHead(const Head &head);

    TransferServices &m_services;
    const TransferRequest m_order;
    const std::shared_ptr<Counters> m_counters;
    std::shared_ptr<std::atomic<bool>> m_mayRead = std::make_shared<std::atomic<bool>>(true);
    Existing m_existing;
    std::unique_ptr<SegmentScheduler> m_scheduler;
};

} // namespace transfer
