#pragma once

#include "core/transfer/checkpointer.h"
#include "core/transfer/earlierattempt.h"
#include "core/transfer/existingcheck.h"
#include "core/transfer/finisher.h"
#include "core/transfer/passingfetch.h"
#include "core/transfer/progress.h"
#include "core/transfer/routing/restarts.h"
#include "core/transfer/routing/transferstage.h"
#include "core/transfer/silencewatch.h"

#include <functional>
#include <memory>
#include <optional>

namespace transfer {

/// The fetching of one file, from opening its part file to the rename, or to an orderly stop in between. Made
/// for one attempt: whoever wants to go on later makes another, which finds everything in the resume record.
/// Lives on the queue's thread and never blocks it.
///
///     start() ─► [named] ─► opened ─► tableKnown ─► committing ─► finished(completion)
///                  └── any point ──► failed(failure) · stopped()              exactly one of the three ends
///                  it
///
/// When the file changed at its server meanwhile, or is whole and not what its content key says, everything
/// is fetched once more from the start (event Restarted), as often as Restarts says; then it fails.
class Transfer : public QObject
{
    Q_OBJECT
public:
    Transfer(TransferServices &services, TransferRequest order, QObject *parent = nullptr);
    ~Transfer() override;

    void start();
    /// Ends in stopped(), or in finished()/failed() when that was on its way already.
    void stop();
    /// Limits changed.
    void plan();

    const ChunkMap *chunkMap() const { return m_map.get(); }
    const std::vector<Mirror> *mirrors() const { return asking() ? &asking()->mirrors().all() : nullptr; }
    /// Body bytes that came from this mirror so far, those under way included.
    qint64 bytesFrom(int mirror) const { return asking() ? asking()->bytesFrom(mirror) : 0; }
    /// bytesPerSecond is the caller's to fill.
    Progress progress() const;

Q_SIGNALS:
    void opened(quint64 volume); ///< its part file is there, on this volume
    void named(const QString &name);
    void tableKnown();
    void committing();
    void silent(); ///< nothing has come for a while; it goes on waiting
    void finished(const transfer::Completion &completion);
    void failed(const transfer::Failure &failure);
    void stopped();
    void happened(const transfer::Event &event);

private:
    // What is there
    void onNamed(const QString &dispositionName, const QString &urlName);
    void open();
    void onOpened(const core::Result<Opening> &opening);
    void adopt(const Opening &opening);
    void check(const QString &name);
    // Fetching
    SegmentScheduler *asking() const;
    std::unique_ptr<SegmentScheduler> makeScheduler();
    void fetch(const std::shared_ptr<const blte::ChunkTable> &table);
    void onPassed(const SmallEnd &end, const QString &host);
    void fetchHead();
    void onHead(const Head &head);
    void setTable(const std::shared_ptr<const blte::ChunkTable> &table);
    bool isStillTheSame(const Head &head);
    void proveDoubtful();
    void goOn();
    void work();
    // Ends
    void commit();
    void onCommitted(const core::Result<Completion> &result);
    void failBy(const core::Error &error);
    void onGaveUp(const Failure &failure);
    void conclude(const Failure &failure);
    std::optional<Restarts::Why> reasonToRestart(const Failure &failure) const;
    bool mayRestart(Restarts::Why why) const;
    void restart(Restarts::Why why, const core::Error &error);
    void beginAgain(const core::Error &why);
    void endWith(const Failure &failure);
    void endStopped();
    void moveTo(TransferStage stage);
    void dropScheduler(std::function<void()> then);
    void close(std::function<void()> then, Checkpointer::Leave leave = Checkpointer::Leave::Everything);
    QByteArray origins() const;
    void tell(Event event);

    TransferServices &m_services;
    TransferRequest m_order;
    const std::shared_ptr<Counters> m_counters = std::make_shared<Counters>();
    std::shared_ptr<storage::PartialDownload> m_partial;
    std::shared_ptr<Sink> m_sink; ///< it, for the lanes
    EarlierAttempt m_earlier;
    QByteArray m_version;               ///< what the server calls the file; see versionText()
    std::optional<Existing> m_existing; ///< a file that was there, if it was looked at
    std::unique_ptr<ExistingCheck> m_check;
    std::unique_ptr<ChunkMap> m_map;
    std::unique_ptr<SegmentScheduler> m_scheduler;
    PassingFetch m_passing{m_services, m_order};
    Checkpointer m_checkpoints{m_services, *m_counters};
    Finisher m_finisher{m_services, m_order};
    SilenceWatch m_silence;
    Restarts m_restarts;
    QUrl m_distrusted; ///< gave most of what could not be used
    TransferStage m_stage = TransferStage::Naming;
    bool m_isStopping = false; ///< the wish of whoever started it
};

} // namespace transfer
