#pragma once

#include <QtGlobal>

namespace transfer {

/// Whether a transfer waits for an answer that does not come, by looks at it in equal intervals. A value.
class Silence
{
public:
    struct Look
    {
        qint64 received = 0;     ///< body bytes so far, of all who share its connection
        bool isAsking = false;   ///< a request of its own is under way
        bool isHeldBack = false; ///< a rate limit keeps bytes from coming
    };
    /// True when nothing has come since the last look, through no fault of ours, and that was not told yet.
    bool isNews(const Look &look);

private:
    qint64 m_received = -1;
    bool m_wasAsking = false;
    bool m_isTold = false;
};

} // namespace transfer
