#pragma once

#include "core/deferred.h"
#include "core/transfer/job.h"
#include "core/transfer/readbacks.h"
#include "core/transfer/routing/setresults.h"
#include "core/transfer/routing/setstage.h"
#include "core/transfer/setconnection.h"
#include "core/transfer/setopening.h"
#include "core/transfer/setsingles.h"
#include "core/transfer/silencewatch.h"

#include <QSet>

namespace transfer {

/// One attempt at a set of files: those of its plan (storage::SetFolder) that are not in their places yet.
///
/// Small files come many at a time (SetConnection) and get their places many at a time (SetDisk). What is
/// large, what something lies in the place of, and what does not go smoothly is fetched by a Transfer of its
/// own (SetSingles). What has the content of another file is copied from that. A file that cannot be had is
/// told, and the others go on. What only reading it back can prove (SetPlan::Proof) is looked at once it is
/// there, fetched from others when it is wrong, and of an archive only what is wrong in it. The set fails
/// when all of them have ended. So does an attempt whose trouble is everybody's: the disk's, or that nothing
/// comes any more.
class SetTransfer : public Job
{
    Q_OBJECT
public:
    /// `order` is that of the set: folder and name of what it has beside its files; its source says nothing.
    SetTransfer(TransferServices &services, TransferRequest order, QObject *parent = nullptr);
    ~SetTransfer() override;

    void start() override;
    void stop() override;
    void plan() override { goOn(); }
    Progress progress() const override;
    std::shared_ptr<const SetView> setView(const SetView *before) const override;
    QList<HostShare> hosts() const override;

private:
    using Index = core::SetPlan::Index;

    void onOpened(const core::Result<OpenedSet> &opened);
    void adopt(const OpenedSet &opened);
    void listenToSingles();
    // Fetching
    void goOn();
    void look();
    void onSeen(const SetDisk::Seen &seen);
    void onUnproven(const SetDisk::Seen &seen);
    void readBack(Index file);
    void askTogether();
    bool ask(std::size_t connection, const SetOrder::Group &group);
    void onFetched(const std::vector<SetFetched> &files);
    void take(const SetFetched &fetched);
    void onNotFetched(const SetFetched &fetched);
    void onSingleFinished(Index file, const Completion &completion, bool isLasting);
    void onSingleFailed(Index file, const Failure &failure);
    void onPlaced(const std::vector<storage::SetPlacing> &placed);
    // Ends of files
    enum class From {
        Network,
        Disk, ///< it lay there
    };
    void finish(Index file, Verdict verdict, qint64 size, From from = From::Network);
    void fail(Index file, const Failure &failure);
    void tellMended(Index file, const std::vector<tact::IndexEntry> &objects);
    void copy(const SetOrder::Group &copies);
    void makeCopies();
    qint64 room() const;
    void tellEnds();
    void proceed();
    QStringList askedHosts() const;
    // Ends
    void giveUp(const Failure &failure);
    void rest();
    void endIfQuiet();
    void close();
    void end();
    std::vector<storage::SetTrouble> troubles() const;
    void moveTo(SetStage stage);
    void tell(Event event);

    TransferServices &m_services;
    const TransferRequest m_order;
    SetStage m_stage = SetStage::Opening;
    // From onOpened() on:
    std::unique_ptr<SetDisk> m_disk;
    std::unique_ptr<SetOrder> m_files;
    std::unique_ptr<SetResults> m_results;
    std::unique_ptr<SetHosts> m_hosts;
    std::unique_ptr<SetSingles> m_singles;
    std::vector<std::unique_ptr<SetConnection>> m_connections;
    int m_looks = 0;           ///< at files that are there
    SetOrder::Group m_copies;  ///< to be made
    qint64 m_copiesInWork = 0; ///< being made
    QTimer m_retry;            ///< no host could be asked
    SilenceWatch m_silence{m_services, m_order, [this] { return progress().networkBytes; },
                           [this] { return askedHosts(); }};
    std::optional<Failure> m_busy; ///< a host wants to be left alone for longer than an attempt waits
    QSet<Index> m_givenBack;       ///< files for which a host took its time: the next may be faster, once
    ReadBacks m_readBacks;
    std::optional<Failure> m_failure;
    Progress m_last; ///< of the end
    core::Deferred m_tellEnds{this, [this] { tellEnds(); }};
    core::Deferred m_endSoon{this, [this] { endIfQuiet(); }}; ///< not from within what is deleted then
};

} // namespace transfer
