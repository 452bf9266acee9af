#include "core/transfer/committer.h"

namespace transfer {

void Committer::enqueue(Waiting waiting)
{
    const QMutexLocker locker(&m_mutex);
    if (m_waiting.empty())
        m_disk->post([this] { work(); });
    m_waiting.push_back(std::move(waiting));
}

void Committer::work()
{
    std::vector<Waiting> all;
    {
        const QMutexLocker locker(&m_mutex);
        all.swap(m_waiting);
    }
    std::vector<Commit> commits;
    for (Waiting &waiting : all)
        commits.push_back(std::move(waiting.commit));
    const auto results = commitTargets(commits);
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i].answer(results[i]);
}

} // namespace transfer
