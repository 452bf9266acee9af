#pragma once

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

    /// All of them outlive it. `order` is that of the set.
    SetSingles(TransferServices &services, const TransferRequest &order, SetDisk &disk);
    ~SetSingles() override;

    std::size_t count() const { return m_singles.size(); }
    void start(Index file);
    /// Each ends in stopped(), unless it ends otherwise before.
    void stop();
    /// Of all that ever were, and those under way; done bytes are only of these.
    Progress progress() const;
    QStringList askedHosts() const; ///< at the moment

Q_SIGNALS:
    /// It is in its place. Not `isLasting`: the next attempt has to look at it again.
    void finished(core::SetPlan::Index file, const transfer::Completion &completion, bool isLasting);
    /// All its objects were fetched: it gets its place through SetDisk.
    void joined(core::SetPlan::Index file);
    void failed(core::SetPlan::Index file, const transfer::Failure &failure);
    void stopped(core::SetPlan::Index file);
    void happened(const transfer::Event &event);

private:
    struct Single
    {
        std::unique_ptr<Transfer> transfer;
        core::Source source;         ///< of a part
        QList<core::Source> objects; ///< that have not been tried, or parts that are still to come
        qsizetype part = -1;         ///< of a file that is several objects: the one that is fetched
        bool wasRenamed = false;
    };

    void startObject(Index file, QList<core::Source> objects);
    void startPart(Index file, QList<core::Source> parts, qsizetype part,
                   WhenExists whenExists = WhenExists::Refuse);
    void run(Index file, std::unique_ptr<Single> single, TransferRequest order);
    void onFinished(Index file, const Completion &completion);
    void onFailed(Index file, const Failure &failure);
    std::unique_ptr<Single> end(Index file);

    TransferServices &m_services;
    const TransferRequest &m_order;
    SetDisk &m_disk;
    std::map<Index, std::unique_ptr<Single>> m_singles;
    bool m_isStopping = false;
    qint64 m_networkBytes = 0;   ///< of those that are over
    qint64 m_refetchedBytes = 0; ///< likewise
};

} // namespace transfer
