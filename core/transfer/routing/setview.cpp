#include "core/transfer/routing/setview.h"

#include <utility>

namespace transfer {

namespace {

using Status = SetFileStatus;
using core::SetPlan;

// By SetFileState.
constexpr std::array<Status, kSetFileStateCount> kStatuses{
    /* Waiting  */ Status::Missing,
    /* Passing  */ Status::UnderWay,
    /* Placing  */ Status::UnderWay,
    /* There    */ Status::Missing,
    /* Looking  */ Status::UnderWay,
    /* Aside    */ Status::Missing,
    /* Alone    */ Status::UnderWay,
    /* Copying  */ Status::Missing,
    /* Done     */ Status::Done,
    /* Failed   */ Status::Failed,
    /* Unwanted */ Status::Unwanted,
};

Status statusOf(storage::SetTrouble::Kind kind)
{
    switch (kind) {
    case storage::SetTrouble::Kind::Failed:
        return Status::Failed;
    case storage::SetTrouble::Kind::Locked:
        return Status::Locked;
    case storage::SetTrouble::Kind::Absent:
        return Status::Absent;
    }
    return Status::Missing;
}

void count(SetView &view)
{
    for (const Status status : view.states)
        ++view.counts[static_cast<std::size_t>(status)];
}

} // namespace

SetView viewOf(std::shared_ptr<const SetPlan> plan, const std::vector<SetFileState> &states, quint64 revision,
               const SetResults::Troubles &troubles)
{
    SetView view{std::move(plan), std::vector<Status>(states.size()), troubles, {}, revision};
    for (std::size_t file = 0; file < states.size(); ++file)
        view.states[file] = kStatuses[static_cast<std::size_t>(states[file])];
    for (const storage::SetTrouble &trouble : troubles)
        view.states[trouble.file] = statusOf(trouble.kind);
    count(view);
    return view;
}

SetView viewOf(std::shared_ptr<const SetPlan> plan, const std::vector<SetPlan::Index> &done,
               const std::vector<SetPlan::Index> &unwanted, const std::vector<storage::SetTrouble> &troubles)
{
    SetView view{std::move(plan), {}, {}, {}, 0};
    view.states.resize(view.plan->size(), Status::Missing);
    for (const storage::SetTrouble &trouble : troubles) {
        view.states[trouble.file] = statusOf(trouble.kind);
        view.troubles.insert(trouble.file, trouble);
    }
    for (const SetPlan::Index file : unwanted)
        view.states[file] = Status::Unwanted;
    for (const SetPlan::Index file : done)
        view.states[file] = Status::Done;
    count(view);
    return view;
}

} // namespace transfer
