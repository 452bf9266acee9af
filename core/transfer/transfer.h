#pragma once

#include "core/transfer/existingcheck.h"
#include "core/transfer/filefetch.h"
#include "core/transfer/job.h"
#include "core/transfer/routing/transferstage.h"
#include "core/transfer/silencewatch.h"

namespace transfer {

/// The fetching of one file, from opening its part file to the rename, or to an orderly stop in between.
///
/// What is fetched, and from whom, is up to FileFetch; a Transfer decides what comes before and behind it.
/// When the file changed at its server meanwhile, or is whole and not what its content key says, everything
/// is fetched once more from the start (event Restarted), as often as Restarts says; then it fails.
class Transfer : public Job
{
    Q_OBJECT
public:
    Transfer(TransferServices &services, TransferRequest order, QObject *parent = nullptr);
    ~Transfer() override;

    void start() override;
    void stop() override;
    void plan() override;

    const ChunkMap *chunkMap() const override { return m_fetch.map(); }
    const std::vector<Mirror> *mirrors() const override
    {
        return asking() ? &asking()->mirrors().all() : nullptr;
    }
    qint64 bytesFrom(int mirror) const override { return asking() ? asking()->bytesFrom(mirror) : 0; }
    Progress progress() const override;
    QStringList askedHosts() const; ///< at the moment

private:
    // What is there
    void askName();
    void onNamed(const QString &dispositionName, const QString &urlName);
    void open();
    void onOpened(const core::Result<Opening> &opening);
    void adopt(const Opening &opening);
    void begin(const Opening &opening);
    void check(const QString &name);
    SegmentScheduler *asking() const;
    qint64 received() const;
    // Ends
    void commit();
    void onCommitted(const core::Result<Completion> &result);
    void failBy(const core::Error &error);
    void onGaveUp(const Failure &failure);
    void conclude(const Failure &failure);
    void restart(Restarts::Why why, const core::Error &error);
    void beginAgain(const core::Error &why);
    void endWith(const Failure &failure);
    void endStopped();
    void moveTo(TransferStage stage);
    void tell(Event event);

    TransferServices &m_services;
    TransferRequest m_order;
    const std::shared_ptr<Counters> m_counters = std::make_shared<Counters>();
    std::optional<Existing> m_existing; ///< a file that was there, if it was looked at
    std::unique_ptr<ExistingCheck> m_check;
    Checkpointer m_checkpoints{m_services, *m_counters};
    Finisher m_finisher{m_services, m_order};
    FileFetch m_fetch{m_services, m_order, m_counters, m_checkpoints, m_finisher};
    SilenceWatch m_silence{m_services, m_order, [this] { return received(); },
                           [this] { return askedHosts(); }};
    TransferStage m_stage = TransferStage::Naming;
    bool m_isStopping = false; ///< the wish of whoever started it
};

} // namespace transfer
