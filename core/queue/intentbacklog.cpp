#include "core/queue/intentbacklog.h"

#include <algorithm>

namespace queue {

using transfer::Intent;

void IntentBacklog::add(Intent intent, const QList<ItemId> &ids)
{
    if (!ids.isEmpty())
        m_rest.push_back({intent, ids});
}

IntentBacklog::Slice IntentBacklog::take()
{
    Q_ASSERT(!isEmpty());
    Slice &oldest = m_rest.front();
    const qsizetype size = std::min(oldest.ids.size(), kSlice);
    Slice slice{oldest.intent, oldest.ids.first(size)};
    oldest.ids.remove(0, size);
    if (oldest.ids.isEmpty())
        m_rest.pop_front();
    return slice;
}

bool IntentBacklog::isHolding() const
{
    return std::any_of(m_rest.begin(), m_rest.end(),
                       [](const Slice &slice) { return slice.intent == Intent::Hold; });
}

} // namespace queue
