#pragma once

#include "core/transfer/fetch/jobphase.h"
#include "core/transfer/fetch/segmentorder.h"
#include "core/transfer/fetch/trouble.h"

/// What a failure says about the connection, the chunk and the host. Pure.
namespace transfer {

/// The request that was under way.
struct RequestUnderWay
{
    bool isAnswered = false; ///< the head of an answer has come
    bool wasAhead = false;   ///< it was sent before the one in front of it was answered
    bool hasSeveralRanges = false;
    qint64 bytes = 0; ///< of use, of the whole order
};

/// What came of the chunk is wrong, and is to be fetched again.
bool costsChunk(const Trouble &trouble);
/// What came may have been meant for another request: nobody believes this connection any more.
bool isDoubtful(const Trouble &trouble);
/// The host is to be asked for one range at a time.
bool speaksAgainstSeveralRanges(const Trouble &trouble, const RequestUnderWay &request);
/// What is told of an order that ends so.
JobEnd failedEnd(const Trouble &trouble, const RequestUnderWay &request, JobPhase phase);

} // namespace transfer
