#include "core/http/neighbours.h"
#include "core/transfer/fetch/slicefetcher.h"

#include <algorithm>
#include <array>

/// The half of SliceFetcher that takes the slices out of an answer.
namespace transfer {

namespace {

using core::Error;
using core::ErrorKind;

// One turn of the event loop reads so often, so that others on the lane have theirs.
constexpr int kReadsPerTurn = 64;
constexpr std::size_t kSlice = 256u << 10;

} // namespace

void SliceFetcher::pump()
{
    for (int i = 0; i < kReadsPerTurn; ++i) {
        if (!pumpSlice())
            return;
    }
    m_fetcher.resume();
}

/// False when nothing more is to be read now.
bool SliceFetcher::pumpSlice()
{
    if (m_turns.empty())
        return false;
    SmallObject &slice = m_turns.front();
    const qint64 gap = slice.range().first - m_position;
    if (gap > http::kMostPassed) {
        m_stepSoon();
        return false;
    }
    if (gap > 0)
        return pass(gap);
    if (!m_receiver)
        m_receiver.emplace(m_lane, slice, m_head, static_cast<quint64>(slice.range().size()));
    const qint64 got = read(slice, m_receiver->prepare(kSlice));
    if (got <= 0)
        return false;
    auto ok = m_receiver->commit(static_cast<std::size_t>(got));
    const bool isAll = m_receiver->isComplete() || m_position > slice.range().last;
    if (ok && isAll)
        ok = m_receiver->finish();
    if (!ok || isAll)
        endTurn(ok ? Error() : ok.error().error);
    return true;
}

/// What lies between two slices counts for the one behind it.
bool SliceFetcher::pass(qint64 bytes)
{
    std::array<std::uint8_t, 16384> unused;
    const auto most = std::min(unused.size(), static_cast<std::size_t>(bytes));
    const qint64 got = read(m_turns.front(), std::span(unused).first(most));
    m_turns.front().counters->refetchedBytes += got;
    return got > 0;
}

/// No more than belongs to the slice.
qint64 SliceFetcher::read(SmallObject &slice, std::span<std::uint8_t> buffer)
{
    const qint64 left = slice.range().last + 1 - m_position;
    const qint64 got = m_fetcher.read(buffer.first(std::min(buffer.size(), static_cast<std::size_t>(left))));
    m_position += got;
    m_received += got;
    slice.counters->networkBytes += got;
    return got;
}

/// Answers the one whose turn it is. What it leaves unread is passed over.
void SliceFetcher::endTurn(Error error)
{
    SmallEnd end{std::move(error), nullptr, {}};
    if (end.error.kind == ErrorKind::None)
        end = m_receiver->end();
    m_receiver.reset();
    const SmallObject slice = std::move(m_turns.front());
    m_turns.pop_front();
    if (m_turns.empty())
        m_stepSoon();
    slice.answer(std::move(end));
}

} // namespace transfer
