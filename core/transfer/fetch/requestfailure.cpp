#include "core/transfer/fetch/requestfailure.h"

#include "core/errortable.h"

namespace transfer {

namespace {

/// Nothing came for a request that was sent ahead, or what was meant for something else.
bool isConfusion(core::ErrorKind kind)
{
    return kind == core::ErrorKind::Stalled || core::mayMean(kind, core::Doubt::OtherRequest);
}

} // namespace

bool costsChunk(const Trouble &trouble)
{
    return trouble.chunk >= 0 && !core::isStorage(trouble.error.kind);
}

bool isDoubtful(const Trouble &trouble)
{
    return core::mayMean(trouble.error.kind, core::Doubt::OtherRequest) || costsChunk(trouble);
}

bool speaksAgainstSeveralRanges(const Trouble &trouble, const RequestUnderWay &request)
{
    return request.hasSeveralRanges && core::mayMean(trouble.error.kind, core::Doubt::SeveralRanges);
}

JobEnd failedEnd(const Trouble &trouble, const RequestUnderWay &request, JobPhase phase)
{
    const bool isBody = phase == JobPhase::Body;
    JobEnd end;
    end.error = trouble.error;
    end.chunk = trouble.chunk;
    end.isStep = isBody && request.bytes > 0 && trouble.chunk < 0;
    end.pipeliningFailed =
        isBody && isConfusion(trouble.error.kind) && !request.isAnswered && request.wasAhead;
    return end;
}

} // namespace transfer
