#pragma once

#include "core/queue/item.h"

#include <deque>

namespace queue {

/// Rows whose intent is another one and whose state has yet to follow. When very many rows are run or held at
/// once, the intents of all change at once and are stored, and what follows from them (states, counts,
/// transfers that stop) is done a slice of rows at a time, one in each turn of the event loop. A row that was
/// run and held meanwhile is in it twice: its intent tells which of the two counts. Decides only; a value.
class IntentBacklog
{
public:
    /// Most rows of a slice: a few milliseconds.
    static constexpr qsizetype kSlice = 1'000;

    struct Slice
    {
        transfer::Intent intent = transfer::Intent::Run;
        QList<ItemId> ids;
    };

    void add(transfer::Intent intent, const QList<ItemId> &ids);
    /// The oldest. Only while it is not empty.
    Slice take();
    bool isEmpty() const { return m_rest.empty(); }
    /// Rows may be queued still that nobody wants to run.
    bool isHolding() const;

private:
    std::deque<Slice> m_rest; ///< none is without rows
};

} // namespace queue
