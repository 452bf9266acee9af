#pragma once

#include "core/transfer/fetch/smallobject.h"
#include "core/transfer/progress.h"
#include "core/transfer/routing/restarts.h"
#include "core/transfer/routing/silence.h"
#include "core/transfer/segmentscheduler.h"

#include <QElapsedTimer>
#include <atomic>
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
    const std::vector<Mirror> *mirrors() const
    {
        return m_scheduler ? &m_scheduler->mirrors().all() : nullptr;
    }
    /// Body bytes that came from this mirror so far, those under way included.
    qint64 bytesFrom(int mirror) const { return m_scheduler ? m_scheduler->bytesFrom(mirror) : 0; }
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
    struct Doubt
    {
        core::Error why;
        QBitArray chunks; ///< claimed, not proven
    };

    void onNamed(const QString &dispositionName, const QString &urlName);
    void askHead(std::function<void(const Head &)> onKnown, std::function<void()> then);
    void lookAtExisting(const QString &name);
    void onLooked(const core::Result<Existing> &existing);
    void askVersion();
    void tellCheckedAgain(const Completion &completion);
    void open();
    void onOpened(const core::Result<Opening> &opening);
    void fetch();
    bool fetchInPassing();
    void onPassed(const SmallEnd &end);
    void takeWhole(const SmallEnd &end, const QString &host);
    void fetchHead();
    void onHead(const Head &head);
    void setTable(const std::shared_ptr<const blte::ChunkTable> &table);
    void tellTrailing(qint64 bytes, const QString &host);
    void unlock(const std::shared_ptr<const blte::ChunkTable> &table);
    void goOn();
    void adopt(const Head &head);
    void proveDoubtful();
    void distrusted(qint64 bytes);
    bool mayBeMended() const;
    void work();
    void tick();
    void followOn();
    QByteArray origins() const;
    void commit();
    void put(std::optional<blte::Digest> md5, bool isProven = false);
    void onCommitted(const core::Result<Completion> &result);
    void onGaveUp(const Failure &failure);
    void failBy(const core::Error &error);
    void endWith(const Failure &failure);
    std::optional<Restarts::Why> reasonToRestart(const Failure &failure) const;
    bool mayRestart(Restarts::Why why) const;
    void restart(Restarts::Why why, const core::Error &error);
    void beginAgain(const core::Error &why);
    void dropCrew(std::function<void()> then);
    std::unique_ptr<SegmentScheduler> makeCrew();
    enum class Leave { Everything, Nothing }; ///< on the disk, for a later attempt
    void close(std::function<void()> then, Leave leave = Leave::Everything);
    void listen();
    void lookForSilence();
    void tell(Event event);

    TransferServices &m_services;
    TransferRequest m_order;
    std::shared_ptr<storage::PartialDownload> m_partial;
    std::optional<storage::ResumeRecord> m_record; ///< what an earlier attempt left
    Doubt m_doubt;                                 ///< and what of it is not believed yet
    std::optional<Existing> m_existing;            ///< a file that was there, if it was looked at
    std::shared_ptr<std::atomic<bool>> m_mayLook = std::make_shared<std::atomic<bool>>(true);
    QByteArray m_version; ///< what the server calls the file; see versionOf()
    QByteArray m_origins; ///< how that came (origins.h)
    std::shared_ptr<Counters> m_counters = std::make_shared<Counters>();
    std::shared_ptr<ContentHasher> m_hasher; ///< null when nobody wants the decoded file's MD5
    quint64 m_followed = 0;                  ///< what the hasher was told last
    std::unique_ptr<ChunkMap> m_map;
    std::shared_ptr<const blte::ChunkTable> m_unkept; ///< the table, until it was kept for later
    std::unique_ptr<SegmentScheduler> m_scheduler;
    QTimer m_ticks;
    QTimer m_silenceLooks;
    Silence m_silence;
    QString m_passesAt;       ///< the host that the shared connection asks for the file; empty: it does not
    QUrl m_distrusted;        ///< gave most of what could not be used
    qint64 m_noted = 0;       ///< network bytes that the record knows already
    bool m_isOpening = false; ///< the disk looks at what is there
    bool m_isCheckpointing = false;
    Restarts m_restarts;
    bool m_isRestarting = false; ///< the scheduler comes to rest for it
    bool m_isStopping = false;
    bool m_isEnding = false; ///< committing, or one of the three last signals is on its way
};

} // namespace transfer
