#pragma once

#include <array>
#include <cstddef>

namespace transfer {

/// What a SegmentScheduler is about. Its successors stand in detail::kSchedulerStages;
/// SegmentScheduler::moveTo() is the only place where it changes.
enum class SchedulerStage {
    Working,  ///< asks for what is missing
    Pausing,  ///< its jobs come to rest; then it goes on working, in another way
    GivingUp, ///< likewise; then it says why
    Stopping, ///< likewise; then it says so, and nothing else
    Over,     ///< nothing is under way any more
};
inline constexpr std::size_t kSchedulerStageCount = 5;

namespace detail {

constexpr unsigned bit(SchedulerStage stage)
{
    return 1u << static_cast<unsigned>(stage);
}

// Row: from. Who was told to stop stops, whatever its jobs still say; it may be told so again when it is
// over.
inline constexpr std::array<unsigned, kSchedulerStageCount> kSchedulerStages{
    /* Working  */ bit(SchedulerStage::Pausing) | bit(SchedulerStage::GivingUp) |
        bit(SchedulerStage::Stopping) | bit(SchedulerStage::Over),
    /* Pausing  */ bit(SchedulerStage::Working) | bit(SchedulerStage::GivingUp) |
        bit(SchedulerStage::Stopping),
    /* GivingUp */ bit(SchedulerStage::Stopping) | bit(SchedulerStage::Over),
    /* Stopping */ bit(SchedulerStage::Over),
    /* Over     */ bit(SchedulerStage::Stopping),
};

} // namespace detail

constexpr bool canMove(SchedulerStage from, SchedulerStage to)
{
    return (detail::kSchedulerStages[static_cast<std::size_t>(from)] & detail::bit(to)) != 0;
}

/// Its jobs have been told to stop, and not all of them have.
constexpr bool isComingToRest(SchedulerStage stage)
{
    return stage == SchedulerStage::Pausing || stage == SchedulerStage::GivingUp ||
           stage == SchedulerStage::Stopping;
}

} // namespace transfer
