#pragma once

#include <array>
#include <cstddef>

namespace transfer {

/// What a Transfer is about. Its successors stand in detail::kTransferStages; Transfer::moveTo() is the only
/// place where it changes. That it is to stop is no stage but a wish, which each stage obeys in its own way.
enum class TransferStage {
    Naming,     ///< nothing is open; perhaps a server is asked what the file is called
    Opening,    ///< the disk looks at what is there
    Checking,   ///< a file that is there is held against what is asked for
    Fetching,   ///< the part file is open
    Restarting, ///< what was fetched is of no use; its jobs come to rest before all begins anew
    Committing, ///< everything is there: it is proven, and gets its place
    Ending,     ///< one of the three last signals is on its way
};
inline constexpr std::size_t kTransferStageCount = 7;

namespace detail {

constexpr unsigned bit(TransferStage stage)
{
    return 1u << static_cast<unsigned>(stage);
}

// Row: from. Every stage but the last may end.
inline constexpr std::array<unsigned, kTransferStageCount> kTransferStages{
    /* Naming     */ bit(TransferStage::Opening) | bit(TransferStage::Ending),
    /* Opening    */ bit(TransferStage::Checking) | bit(TransferStage::Fetching) | bit(TransferStage::Ending),
    /* Checking   */ bit(TransferStage::Opening) | bit(TransferStage::Ending),
    /* Fetching   */ bit(TransferStage::Restarting) | bit(TransferStage::Committing) |
        bit(TransferStage::Ending),
    /* Restarting */ bit(TransferStage::Fetching) | bit(TransferStage::Ending),
    /* Committing */ bit(TransferStage::Restarting) | bit(TransferStage::Ending),
    /* Ending     */ 0,
};

} // namespace detail

constexpr bool canMove(TransferStage from, TransferStage to)
{
    return (detail::kTransferStages[static_cast<std::size_t>(from)] & detail::bit(to)) != 0;
}

} // namespace transfer
