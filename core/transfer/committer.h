#pragma once

#include "core/async.h"
#include "core/transfer/target.h"

#include <QMutex>

namespace transfer {

/// Puts finished files in their places, all those at once that have come while the disk was busy with the
/// ones before. Called on the transfers' thread; works on the disk's.
class Committer
{
public:
    /// `disk` lives on the disk thread; it is not owned, and outlives this.
    explicit Committer(QObject *disk)
        : m_disk(disk)
    {
    }

    /// Ends in `done` on the thread of `receiver`, unless that is gone by then.
    template <typename Done>
    void commit(Commit commit, QObject *receiver, Done done)
    {
        core::whenDone(enqueue(std::move(commit)), receiver, std::move(done));
    }

private:
    struct Waiting
    {
        Commit commit;
        QPromise<core::Result<Completion>> promise;
    };

    QFuture<core::Result<Completion>> enqueue(Commit commit);
    void work();

    QObject *const m_disk;
    QMutex m_mutex;
    std::vector<std::shared_ptr<Waiting>> m_waiting;
};

} // namespace transfer
