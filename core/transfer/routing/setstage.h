#pragma once

#include <array>
#include <cstddef>

namespace transfer {

/// What a SetTransfer is about. Its successors stand in detail::kSetStages; SetTransfer::moveTo() is the only
/// place where it changes.
enum class SetStage {
    Opening,  ///< the disk looks what is there
    Fetching, ///< files are fetched and get their places
    GivingUp, ///< what is under way comes to rest; then it says why
    Stopping, ///< likewise; then it says so, and nothing else
    Closing,  ///< every file has ended; the disk closes or removes what the set had beside them
    Over,
};
inline constexpr std::size_t kSetStageCount = 6;

namespace detail {

constexpr unsigned bit(SetStage stage)
{
    return 1u << static_cast<unsigned>(stage);
}

// Row: from. Who was told to stop stops, unless it is about to end anyway.
inline constexpr std::array<unsigned, kSetStageCount> kSetStages{
    /* Opening  */ bit(SetStage::Fetching) | bit(SetStage::Stopping) | bit(SetStage::Over),
    /* Fetching */ bit(SetStage::GivingUp) | bit(SetStage::Stopping) | bit(SetStage::Closing),
    /* GivingUp */ bit(SetStage::Stopping) | bit(SetStage::Over),
    /* Stopping */ bit(SetStage::Over),
    /* Closing  */ bit(SetStage::Over),
    /* Over     */ 0,
};

} // namespace detail

constexpr bool canMove(SetStage from, SetStage to)
{
    return (detail::kSetStages[static_cast<std::size_t>(from)] & detail::bit(to)) != 0;
}

} // namespace transfer
