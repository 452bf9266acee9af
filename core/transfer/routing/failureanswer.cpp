#include "core/transfer/routing/failureanswer.h"

#include "core/errortable.h"

namespace transfer {

namespace {

using core::ErrorKind;

bool endsEverything(const FailedRequest &failed)
{
    switch (core::errorRow(failed.outcome.error.kind).ends) {
    case core::EndsAttempt::Always:
        return true;
    case core::EndsAttempt::IfProven:
        return failed.isChunkProven || failed.outcome.chunk < 0;
    case core::EndsAttempt::Never:
        break;
    }
    return false;
}

/// A host that serves this file, and refuses a further connection.
bool isOneTooMany(const FailedRequest &failed)
{
    return failed.isExtra && !failed.isHead && failed.outcome.bytes == 0 && failed.outcome.chunk < 0 &&
           core::mayMean(failed.outcome.error.kind, core::Doubt::ExtraConnection);
}

} // namespace

FailureAnswer answerTo(const FailedRequest &failed)
{
    const ErrorKind kind = failed.outcome.error.kind;
    if (endsEverything(failed))
        return FailureAnswer::GiveUp;
    if (failed.outcome.severalRanges == false)
        return FailureAnswer::AskOneByOne;
    if (isOneTooMany(failed))
        return FailureAnswer::AskWithFewer;
    // One that did ranges before may have meant it only this once.
    if (kind == ErrorKind::RangeIgnored && failed.mayDoRanges && !failed.isFirstRefusal)
        return FailureAnswer::GoWithoutRanges;
    // Nothing is there any more.
    if (core::errorRow(kind).mirror == core::MirrorGets::NoMore && failed.isRedirected)
        return FailureAnswer::LeaveRedirect;
    if (failed.isOneAnswer)
        return FailureAnswer::BeginAgain;
    if (kind == ErrorKind::ContentChanged && failed.isForeign)
        return FailureAnswer::LeaveMirror;
    return FailureAnswer::TryAgain;
}

} // namespace transfer
