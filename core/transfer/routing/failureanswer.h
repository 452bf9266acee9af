#pragma once

#include "core/transfer/routing/outcome.h"

namespace transfer {

/// A request of one connection that failed, and what is known about its mirror and its file. A value.
struct FailedRequest
{
    Outcome outcome;
    bool isHead = false;         ///< it asked what the object is
    bool isExtra = false;        ///< its mirror served another connection of ours already
    bool isChunkProven = false;  ///< `outcome.chunk` has a digest: its encoded bytes were right
    bool isRedirected = false;   ///< it asked where the mirror had redirected to before
    bool isOneAnswer = false;    ///< nothing of another answer can be put behind what came
    bool isForeign = false;      ///< another mirror described the file
    bool mayDoRanges = false;    ///< the mirror is believed to have ranges …
    bool isFirstRefusal = false; ///< … has shown it, and fails for the first time
};

/// What a transfer does about it.
enum class FailureAnswer {
    GiveUp,          ///< no mirror can help: our disk, our keys, or bytes that are right and do not decode
    AskOneByOne,     ///< no fault: the same runs again, each with a request of its own
    AskWithFewer,    ///< no fault: the host takes no more connections than it has
    GoWithoutRanges, ///< the mirror sends the whole file or nothing
    LeaveRedirect,   ///< the mirror may know another place by now
    BeginAgain,      ///< what came cannot be gone on with
    LeaveMirror,     ///< what it has is another version of the file
    TryAgain,        ///< there or elsewhere, as Mirrors says
};
/// The first of these that holds, from top to bottom. Pure.
FailureAnswer answerTo(const FailedRequest &failed);

} // namespace transfer
