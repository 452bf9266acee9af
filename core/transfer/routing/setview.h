#pragma once

#include "core/transfer/routing/setorder.h"
#include "core/transfer/routing/setresults.h"

#include <memory>

namespace transfer {

/// What has become of a file of a set, for whoever shows it.
enum class SetFileStatus : std::uint8_t {
    Missing,
    UnderWay, ///< it is fetched, read or gets its place
    Done,
    Locked, ///< it is there, but for what its missing keys encrypt
    Failed,
    Absent,   ///< no host has it, and none has to
    Unwanted, ///< a person took it out
};
inline constexpr std::size_t kSetFileStatusCount = 7;

/// The files of a set at one moment. A value: a byte a file, and what went wrong.
struct SetView
{
    using Index = core::SetPlan::Index;

    std::shared_ptr<const core::SetPlan> plan;
    std::vector<SetFileStatus> states; ///< of every file
    SetResults::Troubles troubles;     ///< of those that are Locked, Failed or Absent
    std::array<qint64, kSetFileStatusCount> counts{};
    quint64 revision = 0; ///< SetOrder's; 0: it rests

    qint64 count(SetFileStatus status) const { return counts[static_cast<std::size_t>(status)]; }
};

/// Of a set under way.
SetView viewOf(std::shared_ptr<const core::SetPlan> plan, const std::vector<SetFileState> &states,
               quint64 revision, const SetResults::Troubles &troubles);

/// Of a set that rests, by what its records say: `done` are in their places.
SetView viewOf(std::shared_ptr<const core::SetPlan> plan, const std::vector<core::SetPlan::Index> &done,
               const std::vector<core::SetPlan::Index> &unwanted,
               const std::vector<storage::SetTrouble> &troubles);

} // namespace transfer
