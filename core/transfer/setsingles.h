#pragma once

#include "core/transfer/routing/sethosts.h"
#include "core/transfer/setdisk.h"
#include "core/transfer/transfer.h"

#include <map>

namespace transfer {

/// The files of a set that have a transfer of their own: each of one object, of the next where that is
/// nowhere, or of several objects, one after the other, which are put together. On the transfers' thread.
class SetSingles : public QObject
{
    Q_OBJECT
public:
    using Index = core::SetPlan::Index;

    /// All of them outlive it. `order` is that of the set; `hosts` hear of those that are over.
    SetSingles(TransferServices &services, const TransferRequest &order, SetDisk &disk, SetHosts &hosts);
    ~SetSingles() override;

    std::size_t count() const { return m_singles.size(); }
    /// `attempts` at it have brought what was proven wrong afterwards: other hosts are asked first.
    void start(Index file, int attempts = 0);
    /// Fetches objects of an archive that lies in its place, and puts them into it.
    void mend(Index file, std::vector<tact::IndexEntry> objects);
    /// Each ends in stopped(), unless it ends otherwise before.
    void stop();
    /// Of all that ever were, and those under way; done bytes are only of these.
    Progress progress() const;
    QStringList askedHosts() const; ///< at the moment
    void addUnderWay(SetHosts &hosts) const;

Q_SIGNALS:
    /// It is in its place. Not `isLasting`: the next attempt has to look at it again.
    void finished(core::SetPlan::Index file, const transfer::Completion &completion, bool isLasting);
    /// All its objects were fetched: it gets its place through SetDisk.
    void joined(core::SetPlan::Index file);
    void mended(core::SetPlan::Index file);
    void failed(core::SetPlan::Index file, const transfer::Failure &failure);
    void stopped(core::SetPlan::Index file);
    void happened(core::SetPlan::Index file, const transfer::Event &event);

private:
    struct Single
    {
        std::unique_ptr<Transfer> transfer;
        core::Source source;         ///< of a part
        QList<core::Source> objects; ///< that have not been tried, or parts that are still to come
        qsizetype part = -1; ///< of a file that is several objects, or of those that are mended: this one
        std::vector<tact::IndexEntry> mended; ///< these; empty: it is no mending
        bool wasRenamed = false;
    };

    void startObject(Index file, QList<core::Source> objects);
    void startPart(Index file, std::unique_ptr<Single> single, WhenExists whenExists = WhenExists::Refuse);
    void putTogether(Index file, const Single &single);
    void run(Index file, std::unique_ptr<Single> single, TransferRequest order);
    void onFinished(Index file, const Completion &completion);
    void onFailed(Index file, const Failure &failure);
    std::unique_ptr<Single> end(Index file);

    TransferServices &m_services;
    const TransferRequest &m_order;
    SetDisk &m_disk;
    SetHosts &m_hosts;
    std::map<Index, std::unique_ptr<Single>> m_singles;
    bool m_isStopping = false;
    qint64 m_networkBytes = 0;   ///< of those that are over
    qint64 m_refetchedBytes = 0; ///< likewise
};

} // namespace transfer
