#pragma once

#include "core/queue/setitems.h"
#include "ui/details/mappieces.h"

namespace ui {

/// The files of the set that is shown, as they were a moment ago.
class FileSnapshot : public MapPieces
{
public:
    using Index = core::SetPlan::Index;
    using Status = transfer::SetFileStatus;

    std::optional<queue::ItemId> item;
    QString set;                ///< what it was asked for as (core::Source::set)
    QString folder;             ///< that its files lie in
    queue::SetItems::View view; ///< null: nothing is known yet, or any more

    std::size_t size() const override { return view ? view->states.size() : 0; }
    PieceState state(std::size_t file) const override;
    Counts counts() const override;
    QString stateText(PieceState state) const override;
    QString describe(std::size_t file) const override;
    QString describeRun(std::size_t first, std::size_t last) const override;

    /// Files can be taken out of it; of a mirror others need all of them.
    bool hasWishes() const { return view && view->plan->closing().isEmpty(); }
    /// What a person may still take out, or put back.
    bool canChangeWish(Index file) const;
};

/// "failed", as the filter and the legend say it.
QString fileStatusText(transfer::SetFileStatus status);
/// The same of one file, with the reason or the missing keys in a word.
QString fileStateText(const transfer::SetView &view, core::SetPlan::Index file);
/// With all that is known of it, for a tooltip; more than a line.
QString fileStateParagraph(const transfer::SetView &view, core::SetPlan::Index file);

} // namespace ui
