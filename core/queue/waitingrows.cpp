#include "core/queue/waitingrows.h"

namespace queue {

void WaitingRows::update(const Item &item)
{
    forget(item.id);
    if (item.state != transfer::State::Waiting)
        return;
    Known known{m_timed.end(), item.position, {}};
    if (item.waitingUntil.isValid())
        known.timed = m_timed.emplace(item.standstill.due(), item.id);
    else
        m_parked.insert(item.position, item.id);
    if (item.error.kind == core::ErrorKind::DiskFull && item.volume) {
        known.volume = item.volume;
        m_byVolume[*item.volume].insert(item.id);
    }
    m_known.insert(item.id, known);
}

void WaitingRows::forget(ItemId id)
{
    const auto found = m_known.constFind(id);
    if (found == m_known.cend())
        return;
    if (found->timed != m_timed.end())
        m_timed.erase(found->timed);
    else
        m_parked.remove(found->position);
    if (found->volume) {
        const auto group = m_byVolume.find(*found->volume);
        group->remove(id);
        if (group->isEmpty())
            m_byVolume.erase(group);
    }
    m_known.erase(found);
}

std::optional<std::pair<WaitingRows::Time, ItemId>> WaitingRows::next() const
{
    if (m_timed.empty())
        return std::nullopt;
    return *m_timed.begin();
}

} // namespace queue
