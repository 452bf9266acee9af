#pragma once

#include "core/transfer/checkpointer.h"
#include "core/transfer/earlierattempt.h"
#include "core/transfer/finisher.h"
#include "core/transfer/passingfetch.h"
#include "core/transfer/routing/restarts.h"

#include <functional>
#include <memory>
#include <optional>

namespace transfer {

/// Fetches what is missing of one file: asks its server what it is, goes on with what an earlier attempt left
/// of it, if that is still the same file, and lets a SegmentScheduler bring the rest; or all of it at once,
/// if it is small and others like it are on their way. On the transfer's thread.
///
///     [askHead() ─► nameAsked]? ─► adopt() ─► proceed() or fetch() ─► tableKnown ─► finished
///                                     └──► gaveUp(failure) · stale(error) · astray(error) · stopped
///
/// After any of these it comes to rest(), and may beginAgain().
class FileFetch : public QObject
{
    Q_OBJECT
public:
    /// All of these outlive this. `order` loses its shared connection where that is of no use any more.
    FileFetch(TransferServices &services, TransferRequest &order, std::shared_ptr<Counters> counters,
              Checkpointer &checkpoints, Finisher &finisher);
    ~FileFetch() override;

    /// Asks what the file is. Without a part file the answer waits, and nameAsked() follows.
    void askHead();
    /// Takes over what the disk has found.
    void adopt(const Opening &opening);
    /// The answer that waits goes on into the part file. False: none does, or there is more to go on with.
    bool proceed(const Opening &opening);
    /// Fetches what is missing. With a table everything that is not decoded yet lies here: nobody is asked.
    void fetch(const std::shared_ptr<const blte::ChunkTable> &table);
    void stop();

    /// Why another beginning may bring what this one did not; empty: none would.
    std::optional<Restarts::Why> reasonToBeginAgain(const Failure &failure) const;
    bool mayBeginAgain(Restarts::Why why) const;
    /// What was fetched is of no use. Next comes rest().
    void giveUpOn(Restarts::Why why);
    /// Nobody writes any more when `then` is called.
    void rest(std::function<void()> then);
    /// Everything is there: what the disk is to commit.
    Commit toCommit();
    /// The commit has closed the part file.
    void onCommitted() { m_partial.reset(); }
    /// At rest: closes the part file, if one is open; then `then` is called.
    void close(Checkpointer::Leave leave, std::function<void()> then);
    /// At rest: forgets who was asked.
    void forgetScheduler() { m_scheduler.reset(); }
    /// At rest: forgets all that was known of the file.
    void forgetFile();

    const std::shared_ptr<storage::PartialDownload> &partial() const { return m_partial; }
    const EarlierAttempt &earlier() const { return m_earlier; }
    const ChunkMap *map() const { return m_map.get(); }
    /// Whose requests are under way, if anybody's.
    SegmentScheduler *scheduler() const { return m_scheduler.get(); }
    /// The host that is asked for it in passing; empty: none is.
    const QString &passingHost() const { return m_passing.host(); }
    /// hostOf(), that what is there came from, as far as that is known.
    QStringList hosts() const;

Q_SIGNALS:
    void nameAsked(const QString &dispositionName, const QString &urlName);
    void tableKnown();
    /// Every chunk is there.
    void finished();
    void gaveUp(const transfer::Failure &failure);
    /// What an earlier attempt left is of no use: it is not, or cannot be shown to be, the file that is there
    /// now.
    void stale(const core::Error &error);
    /// The address leads somewhere else now, which is no reason to give up what is there.
    void astray(const core::Error &error);
    void stopped();
    void happened(const transfer::Event &event);

private:
    std::shared_ptr<Sink> sink() const;
    QByteArray origins() const;
    void makeScheduler();
    void makeEmpty();
    void onPassed(const SmallEnd &end, const QString &host);
    void onHead(const Head &head);
    void setTable(const std::shared_ptr<const blte::ChunkTable> &table);
    void compareWithEarlier(const Head &head);
    void proveDoubtful();
    void onProven(const core::Result<QBitArray> &proven);
    void goOn();
    void work();

    TransferServices &m_services;
    TransferRequest &m_order;
    const std::shared_ptr<Counters> m_counters;
    Checkpointer &m_checkpoints;
    Finisher &m_finisher;
    std::shared_ptr<storage::PartialDownload> m_partial;
    EarlierAttempt m_earlier;
    QString m_passedBy;   ///< the host that sent all of it in passing
    QByteArray m_version; ///< what the server calls the file; see versionText()
    std::unique_ptr<ChunkMap> m_map;
    std::unique_ptr<SegmentScheduler> m_scheduler;
    PassingFetch m_passing{m_services, m_order};
    Restarts m_restarts;
    enum class Doing { Fetching, Resting, Stopping };
    Doing m_doing = Doing::Fetching;
};

} // namespace transfer
