#pragma once

#include <array>
#include <cstddef>

namespace transfer {

/// What a SegmentJob is about. Its successors stand in kJobPhases; SegmentJob::moveTo() is the only place
/// where it changes.
enum class JobPhase {
    Idle,      ///< no order
    Head,      ///< finds out what the object is
    Held,      ///< an answer has begun, and nothing is read of it before proceed()
    HeldAtEnd, ///< likewise, and the answer was empty
    Body,      ///< fetches chunks
};
inline constexpr std::size_t kJobPhaseCount = 5;

namespace detail {

constexpr unsigned bit(JobPhase phase)
{
    return 1u << static_cast<unsigned>(phase);
}

// Row: from. Every phase leads to Idle: an end, a failure, stop().
inline constexpr std::array<unsigned, kJobPhaseCount> kJobPhases{
    /* Idle      */ bit(JobPhase::Idle) | bit(JobPhase::Head) | bit(JobPhase::Body),
    /* Head      */ bit(JobPhase::Idle) | bit(JobPhase::Held) | bit(JobPhase::Body),
    /* Held      */ bit(JobPhase::Idle) | bit(JobPhase::Head) | bit(JobPhase::HeldAtEnd),
    /* HeldAtEnd */ bit(JobPhase::Idle) | bit(JobPhase::Head),
    /* Body      */ bit(JobPhase::Idle),
};

} // namespace detail

constexpr bool canMove(JobPhase from, JobPhase to)
{
    return (detail::kJobPhases[static_cast<std::size_t>(from)] & detail::bit(to)) != 0;
}

} // namespace transfer
