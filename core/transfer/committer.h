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
    /// `disk` is that of the disk thread; it is not owned, and outlives this.
    explicit Committer(core::Mailbox *disk)
        : m_disk(disk)
    {
    }

    /// Ends in `done` on the thread of `receiver`, unless that is gone by then.
    template <typename Done>
    void commit(Commit commit, QObject *receiver, Done done)
    {
        enqueue({std::move(commit), core::answerTo<core::Result<Completion>>(receiver, std::move(done))});
    }

private:
    struct Waiting
    {
        Commit commit;
        std::function<void(core::Result<Completion>)> answer;
    };

    void enqueue(Waiting waiting);
    void work();

    core::Mailbox *const m_disk;
    QMutex m_mutex;
    std::vector<Waiting> m_waiting;
};

} // namespace transfer
