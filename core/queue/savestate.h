#pragma once

#include <optional>

namespace queue {

/// Where the writing of changes to the database stands. At most one write is under way; what changes
/// meanwhile goes into the next.
enum class SaveState {
    Idle,     ///< nothing asked for
    Posted,   ///< begins from the event loop
    Writing,  ///< a transaction is under way
    Backoff,  ///< the last write failed; the next attempt is made after a while
    Retrying, ///< that attempt is under way
};

enum class SaveEvent {
    Changed, ///< there is something to write
    Due,     ///< its time has come: posted, or the wait is over
    Written,
    Failed,
    Closing, ///< the program ends: one more attempt, which counts as a new one
};

/// The state after `event`; empty: that event does not happen in that state.
std::optional<SaveState> nextState(SaveState state, SaveEvent event);
/// Whether a failure in this state is news for the user: of several in a row only the first is.
bool isNews(SaveState failed);
/// Whether the end of the program need not wait for it.
bool isSettled(SaveState state);

} // namespace queue
