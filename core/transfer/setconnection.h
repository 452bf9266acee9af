#pragma once

#include "core/setplan.h"
#include "core/transfer/fetch/answerbatch.h"
#include "core/transfer/fetch/counters.h"
#include "core/transfer/fetch/setfilesink.h"
#include "core/transfer/passinghost.h"
#include "core/transfer/routing/sethosts.h"
#include "core/transfer/target.h"

#include <QHash>
#include <QObject>
#include <chrono>

namespace storage {
class SetFolder;
}

namespace transfer {

class TransferServices;

/// A small file of a set that was asked for.
struct SetFetched
{
    core::SetPlan::Index file = 0;
    core::Error error; ///< None: it is written and proven as `verdict` says
    Verdict verdict = Verdict::None;
    std::shared_ptr<SetFileSink> sink;
    std::optional<std::chrono::milliseconds> retryAfter = {}; ///< the wish of a busy server
    QString host = {};                                        ///< that was asked
};

/// Fetches small files of a set, many at a time over one connection to each host, as long as that goes
/// smoothly. A file costs no object of Qt's, no signal and no record of its own. On the transfer's thread;
/// the work is done on a lane.
class SetConnection : public QObject
{
public:
    using Done = std::function<void(const std::vector<SetFetched> &fetched)>;
    /// All outlive this, but for the folder, which is shared. `done` gets every file that was asked for,
    /// once, as many as come at once.
    SetConnection(TransferServices &services, const TransferRequest &order,
                  std::shared_ptr<storage::SetFolder> folder, Done done);
    /// What is under way ends without a word.
    ~SetConnection() override;

    /// Asks for files that can be fetched with each other. False when no host can be asked this way now.
    bool ask(const std::vector<core::SetPlan::Index> &group);
    qsizetype underWay() const { return m_underWay.size(); }
    QStringList askedHosts() const; ///< at the moment
    void addUnderWay(SetHosts &hosts) const;
    /// All that are under way end with Cancelled, unless they end otherwise before.
    void drop();

    qint64 networkBytes() const { return m_counters->networkBytes; }
    qint64 refetchedBytes() const { return m_counters->refetchedBytes; }

private:
    struct Ended
    {
        SetFetched fetched;
        SmallEnd end;
    };
    SmallObject objectFor(core::SetPlan::Index file, core::Source source, const PassingHost &host);
    void onEnded(const std::vector<Ended> &files);

    TransferServices &m_services;
    const TransferRequest &m_order;
    const std::shared_ptr<storage::SetFolder> m_folder;
    const Done m_done;
    const std::shared_ptr<SharedConnection> m_connection;
    const std::shared_ptr<AnswerBatch<Ended>> m_answers;
    const std::shared_ptr<Counters> m_counters = std::make_shared<Counters>(); ///< of all its files
    struct UnderWay
    {
        std::shared_ptr<SetFileSink> sink;
        QString host;
    };
    QHash<core::SetPlan::Index, UnderWay> m_underWay;
};

} // namespace transfer
