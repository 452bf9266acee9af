#include "core/transfer/fetch/runahead.h"

namespace transfer {

bool RunAhead::ask()
{
    if (m_told != Told::Nothing)
        return false;
    m_told = Told::EndIsNear;
    return true;
}

RunAhead::Use RunAhead::answer(const Following &following, const QUrl &url)
{
    if (m_following)
        return Use::None;
    if (m_isInAnswer) {
        m_told = Told::Answer;
        if (!following.run.isEmpty())
            m_following = following;
        return Use::ReadOn;
    }
    if (following.run.isEmpty() || following.route.url != url)
        return Use::None;
    m_following = following;
    return Use::Prefetch;
}

} // namespace transfer
