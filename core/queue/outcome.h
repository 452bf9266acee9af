#pragma once

#include "core/transfer/routing/state.h"

namespace queue {

/// What becomes of an item whose transfer ended without its file.
enum class Outcome {
    Pause,   ///< the user wants it so
    Wait,    ///< and try again
    Requeue, ///< at once, when it has its turn
    Fail,    ///< needs a person
};

struct FailedAttempt
{
    transfer::Intent intent = transfer::Intent::Run;
    bool mayHeal = false;   ///< time may mend the cause
    bool isTooLong = false; ///< it has not moved for longer than the settings allow
};
Outcome outcomeOf(const FailedAttempt &attempt);

struct StoppedAttempt
{
    transfer::Intent intent = transfer::Intent::Run;
    bool yields = false;    ///< stopped because something else failed that it needs, too
    bool isClosing = false; ///< the program ends: it is tried again at the next start
};
Outcome outcomeOf(const StoppedAttempt &attempt);

} // namespace queue
