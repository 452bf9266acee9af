#pragma once

#include "core/queue/runningitems.h"
#include "core/storage/storedset.h"

#include <QSet>

namespace queue {

/// The files of rows that are sets: what has become of each, which of them are wanted, and trying again those
/// that failed. What a person wants of them is on the disk before anything follows from it, so that it holds
/// whatever ends the program. Lives on the queue's thread and never blocks it.
class SetItems : public QObject
{
    Q_OBJECT
public:
    using Index = core::SetPlan::Index;
    using View = std::shared_ptr<const transfer::SetView>;
    using Wish = storage::SetWish;

    SetItems(Rows &rows, RunningItems &running, transfer::TransferServices &services);

    /// Of a set that runs: null when it is as in `before` (which may be null) still, or does not run.
    View view(ItemId id, const transfer::SetView *before) const { return m_running.setView(id, before); }
    /// Of one that rests or is done, from its records; read on another thread, then `done` is called with it
    /// (null: nothing is known) unless `receiver` is gone.
    using ViewReader = std::function<void(const View &view)>;
    void readView(ItemId id, QObject *receiver, ViewReader done) const;

    /// Files of it that are not to be fetched, or are after all. One that runs begins a new attempt; one that
    /// is done goes on. `done` is told once why not, or that it is so, unless `receiver` is gone.
    using Answer = std::function<void(const core::Result<void> &result)>;
    void wish(ItemId id, const std::vector<Index> &files, Wish wish, QObject *receiver, Answer done);
    /// More files for one that is not done. A value.
    struct Growth
    {
        QString source; ///< what it is asked for as from now on (core::Source::set)
        std::shared_ptr<const core::SetPlan> plan;       ///< of that, and of the same build as its own
        std::vector<Index> added;                        ///< fetched even if a person took them out before
        transfer::Intent intent = transfer::Intent::Run; ///< Hold: as the row's
    };
    /// Everything that is proven stays; one that runs begins a new attempt, and one that ended meanwhile goes
    /// on. `done` as of wish().
    void grow(ItemId id, const Growth &growth, QObject *receiver, Answer done);
    /// Tries again what failed of one that runs: in a new attempt.
    void retry(ItemId id) { m_running.stop(id); }

Q_SIGNALS:
    void runnable(queue::ItemId id); ///< it is to go on

private:
    void onWritten(ItemId id, Wish wish, bool isReopened);
    struct Figures;
    void onGrown(ItemId id, const Growth &growth, const Figures &figures);
    void onChanged(int row);
    void goOn(ItemId id);
    void reopen(Item &item);

    Rows &m_rows;
    RunningItems &m_running;
    transfer::TransferServices &m_services;
    QSet<ItemId>
        m_grown; ///< while they run: the attempt that ends knows nothing of the files that were added
};

} // namespace queue
