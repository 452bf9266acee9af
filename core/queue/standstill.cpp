#include "core/queue/standstill.h"

#include <algorithm>

namespace queue {

using std::chrono::milliseconds;

namespace {

constexpr int kMostRestarts = 3;
/// The last attempt before the end may take so long.
constexpr milliseconds kLastAttempt{5'000};

} // namespace

void Standstill::begin(Clock::time_point now)
{
    if (m_rounds == 0)
        m_since = now;
    else if (now > m_due)
        m_since += now - m_due; // it stood in the queue for its place
    m_due = now;
}

void Standstill::end(qint64 kept, Cause cause, Clock::time_point now)
{
    if (cause == Cause::Elsewhere && kept > m_most) {
        m_most = kept;
        m_rounds = 0;
        m_since = now;
    } else if (cause == Cause::Disk && m_rounds == 0) {
        m_since = now; // it moved until then
    }
}

void Standstill::wait(Clock::time_point due)
{
    ++m_rounds;
    m_due = due;
}

void Standstill::restarted()
{
    if (++m_restarts <= kMostRestarts)
        m_most = 0;
}

milliseconds Standstill::lasted(Clock::time_point now) const
{
    return std::chrono::duration_cast<milliseconds>(std::max(now - m_since, Clock::duration::zero()));
}

bool Standstill::isTooLong(milliseconds most, Clock::time_point now) const
{
    return most.count() > 0 && lasted(now) >= most;
}

std::optional<milliseconds> Standstill::left(milliseconds most, Clock::time_point now) const
{
    if (most.count() <= 0)
        return std::nullopt;
    return std::max(most - lasted(now), std::min(most, kLastAttempt));
}

} // namespace queue
