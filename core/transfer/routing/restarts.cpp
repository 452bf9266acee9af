#include "core/transfer/routing/restarts.h"

#include "core/errortable.h"

namespace transfer {

namespace {

// As often as a mirror is asked again in any other trouble.
constexpr int kMostCuts = 3;

} // namespace

bool Restarts::may(Why why, std::size_t mirrors) const
{
    const int others = m_all - m_cuts;
    switch (why) {
    case Why::Changed:
        // In one piece it cannot change any more.
        return !m_asksOnce && others <= static_cast<int>(mirrors);
    case Why::Stale:
    case Why::Elsewhere:
        return others <= static_cast<int>(mirrors);
    case Why::Wrong:
        return others == 0;
    case Why::Cut:
        return m_cuts < kMostCuts;
    }
    return false;
}

void Restarts::began(Why why, const QUrl &distrusted)
{
    if (!distrusted.isEmpty())
        m_distrusted = distrusted;
    ++m_all;
    m_cuts += why == Why::Cut ? 1 : 0;
    m_asksOnce = m_asksOnce || (why == Why::Changed);
}

std::optional<Restarts::Why> reasonFor(const EndedAttempt &ended)
{
    using Why = Restarts::Why;
    if (ended.isCut && !core::isStorage(ended.kind))
        return Why::Cut;
    if (ended.kind == core::ErrorKind::ContentChanged)
        return ended.hasChanged ? Why::Changed : Why::Elsewhere;
    if (ended.kind == core::ErrorKind::ContentKeyWrong && ended.isUnproven)
        return Why::Wrong;
    return std::nullopt;
}

} // namespace transfer
