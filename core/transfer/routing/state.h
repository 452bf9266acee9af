#pragma once

#include <QMetaType>
#include <QString>
#include <array>

namespace transfer {

Q_NAMESPACE

/// What is happening to an item. Derived, never stored as such: after a start everything unfinished is Queued
/// or Paused, by intent. The successors of each state stand in state.cpp; nothing else may change a state.
enum class State : int {
    Queued = 0,     ///< wants to run, waits for its turn
    Connecting = 1, ///< opening its files, asking for the header
    Downloading = 2,
    Committing = 3, ///< every chunk is there: sync, content key, rename
    Waiting = 4,    ///< goes on by itself, mostly at a known time; says why
    Paused = 5,     ///< the user's wish
    Done = 6,       ///< carries a Verdict
    Failed = 7,     ///< carries an Error; needs a person
};
Q_ENUM_NS(State)
inline constexpr int kStateCount = 8;

/// What the user wants. Stored.
enum class Intent : int { Run = 0, Hold = 1 };
Q_ENUM_NS(Intent)

/// What is proven about a finished file. Numbers are stored.
enum class Verdict : int {
    None = 0,
    Verified = 1,       ///< the content key matches: the decoded file is proven
    ChunksVerified = 2, ///< encoding key and every chunk digest match
    Unverified = 3,     ///< there was nothing to prove it by
    Incomplete = 4,     ///< locked chunks: their keys are missing
};
Q_ENUM_NS(Verdict)

bool canMove(State from, State to);
bool isActive(State state);   ///< Connecting, Downloading, Committing: holds a slot
bool isFinished(State state); ///< Done, Failed
/// "verified", "chunks-verified", "unverified", "incomplete": the command line's spelling.
QString toText(Verdict verdict);

} // namespace transfer
