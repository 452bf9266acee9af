#pragma once

#include "core/http/ratelimiter.h"
#include "core/storage/diskreservations.h"
#include "core/transfer/committer.h"
#include "core/transfer/fetch/lane.h"
#include "core/transfer/fetch/memorypressure.h"
#include "core/transfer/fetch/tuning.h"
#include "core/transfer/hostpool.h"

#include <QElapsedTimer>
#include <QThread>
#include <QThreadPool>
#include <functional>
#include <memory>

namespace transfer {

/// What all transfers of a process share. Lives on the transfers' thread and outlives them.
class TransferServices
{
public:
    TransferServices();
    ~TransferServices();

    void setTuning(const Tuning &tuning);
    /// Looks whether memory is short, and makes buffers smaller or larger; for whoever downloads to call
    /// about once a second.
    void lookAtMemory();

    Tuning tuning; ///< as it is now: what setTuning() said, or less while memory is short
    MemoryPressure memoryPressure = MemoryPressure::None;
    std::shared_ptr<const blte::KeyStore> keys;
    http::RateLimiter limiter;
    HostPool hosts;
    LanePool lanes;
    /// Does what a plan says is to be done once its files have ended (core::SetPlan::closing) in the folder
    /// of the files, on the disk's thread; an error fails the set. Whoever makes such plans sets it.
    std::function<core::Result<void>(const QString &folder, const QByteArray &closing,
                                     const blte::KeyStore *keys)>
        closing;
    /// Shared with the part files, which lanes may hold longer.
    const std::shared_ptr<storage::DiskReservations> room = std::make_shared<storage::DiskReservations>();

    /// Of the one thread where files are opened, synced and committed; target of core::runOn.
    core::Mailbox *disk() { return &m_disk; }
    Committer &committer() { return m_committer; }

    /// For hashing whole files.
    QThreadPool &hashing() { return m_hashing; }

    /// For walking over manifests, reading caches, decoding in memory. Work must own what it looks at:
    /// whoever asked for it may be deleted meanwhile, and nobody waits for it then.
    QThreadPool &lookups() { return m_lookups; }
    /// Likewise, for what needs much memory or has to come in order: one after the other.
    QThreadPool &lookupsInTurn() { return m_lookupsInTurn; }

private:
    Tuning m_wanted;
    QElapsedTimer m_sinceLook;    ///< at the memory
    std::size_t m_keptMemory = 0; ///< as the heap was told
    QThread m_diskThread;
    core::Mailbox m_disk;
    Committer m_committer{&m_disk};
    QThreadPool m_hashing;
    QThreadPool m_lookups;
    QThreadPool m_lookupsInTurn;
};

} // namespace transfer
