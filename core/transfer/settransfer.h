#pragma once

#include "core/deferred.h"
#include "core/transfer/job.h"
#include "core/transfer/routing/setorder.h"
#include "core/transfer/routing/setstage.h"
#include "core/transfer/setconnection.h"

#include <QTimer>
#include <map>

namespace storage {
class SetFolder;
struct SetMark;
struct SetPlacing;
namespace fs {
class File;
}
} // namespace storage

namespace transfer {

class Transfer;
class TransferServices;

/// One attempt at a set of files: those of its plan (storage::SetFolder) that are not in their places yet.
///
/// Small files come many at a time (SetConnection) and get their places many at a time. What is large, what
/// something lies in the place of, and what does not go smoothly is fetched by a Transfer of its own. What
/// has the content of another file is copied from that. A file that cannot be had is told, and the others go
/// on; the set fails when all of them have ended. So does an attempt whose trouble is everybody's: the
/// disk's, or that nothing comes any more.
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

private:
    using Index = core::SetPlan::Index;
    struct Opened;
    struct Alone;
    struct FailedFile
    {
        Index file = 0;
        Failure failure;
    };

    void onOpened(const core::Result<Opened> &opened);
    // Fetching
    void goOn();
    void look();
    void onLooked(const SetOrder::Group &files, const std::vector<storage::SetMark> &proven);
    void askTogether();
    bool hasRoomForMore() const;
    void onFetched(const SetFetched &fetched);
    void startAlone(Index file, QList<core::Source> objects);
    void startPart(Index file, QList<core::Source> parts, qsizetype part);
    void start(Index file, std::unique_ptr<Alone> alone, TransferRequest order);
    void onPartFinished(Index file, const QList<core::Source> &left, qsizetype part);
    void onAloneFinished(Index file, const Completion &completion);
    void onAloneFailed(Index file, const Failure &failure);
    std::unique_ptr<Alone> endAlone(Index file);
    // Placing
    storage::SetPlacing placingOf(Index file, std::shared_ptr<const storage::fs::File> contents,
                                  const QString &path, Verdict verdict, WhenExists whenExists);
    void forgetParts(Index file);
    void placeSoon(storage::SetPlacing placing);
    void place();
    void onPlaced(const std::vector<storage::SetPlacing> &placed);
    void copy(const SetOrder::Group &copies);
    // Ends of files
    void finish(Index file, Verdict verdict, qint64 size);
    void fail(Index file, const Failure &failure);
    void tellEnds();
    // Ends
    void giveUp(const Failure &failure);
    void rest();
    bool isQuiet() const;
    void endIfQuiet();
    void close();
    void end();
    Failure failureOfAll() const;
    void moveTo(SetStage stage);
    void tell(Event event);

    TransferServices &m_services;
    const TransferRequest m_order;
    SetStage m_stage = SetStage::Opening;
    std::shared_ptr<storage::SetFolder> m_folder;
    std::unique_ptr<SetOrder> m_files;
    std::vector<std::unique_ptr<SetConnection>> m_connections;
    std::map<Index, std::unique_ptr<Alone>> m_alone;
    std::vector<storage::SetPlacing> m_toPlace;
    bool m_isPlacing = false; ///< the disk is at it
    int m_diskWork = 0;       ///< calls that it has not answered
    int m_looks = 0;          ///< at files that are there, likewise
    QTimer m_placeTimer;      ///< until a file that came by itself gets its place
    QTimer m_retry;           ///< no host could be asked
    QList<SetFileEnd> m_ends; ///< that are not told yet
    std::vector<FailedFile> m_failed;
    int m_failedInARow = 0; ///< for a cause that time may heal
    std::optional<Failure> m_gaveUp;
    Verdict m_worst = Verdict::Verified; ///< of those in their places
    qint64 m_size = 0;                   ///< decoded bytes of those
    Progress m_progress;                 ///< of files that have ended; sizes of all
    core::Deferred m_endSoon{this, [this] { endIfQuiet(); }};
};

} // namespace transfer
