#include "core/transfer/committer.h"

namespace transfer {

QFuture<core::Result<Completion>> Committer::enqueue(Commit commit)
{
    auto waiting = std::make_shared<Waiting>();
    waiting->commit = std::move(commit);
    waiting->promise.start();
    const QMutexLocker locker(&m_mutex);
    if (m_waiting.empty())
        QMetaObject::invokeMethod(
            m_disk, [this] { work(); }, Qt::QueuedConnection);
    m_waiting.push_back(waiting);
    return waiting->promise.future();
}

void Committer::work()
{
    std::vector<std::shared_ptr<Waiting>> all;
    {
        const QMutexLocker locker(&m_mutex);
        all.swap(m_waiting);
    }
    std::vector<Commit> commits;
    for (const auto &waiting : all)
        commits.push_back(std::move(waiting->commit));
    const auto results = commitTargets(commits);
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i]->promise.addResult(results[i]);
        all[i]->promise.finish();
    }
}

} // namespace transfer
