#include "core/queue/outcome.h"

namespace queue {

using transfer::Intent;

Outcome outcomeOf(const FailedAttempt &attempt)
{
    if (attempt.intent == Intent::Hold)
        return Outcome::Pause;
    return attempt.mayHeal && !attempt.isTooLong ? Outcome::Wait : Outcome::Fail;
}

Outcome outcomeOf(const StoppedAttempt &attempt)
{
    if (attempt.intent == Intent::Hold)
        return Outcome::Pause;
    return attempt.yields && !attempt.isClosing ? Outcome::Wait : Outcome::Requeue;
}

} // namespace queue
