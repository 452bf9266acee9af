#pragma once

#include <QtGlobal>
#include <chrono>

namespace transfer {

/// How one connection to a host does, as far as that is known (0: it is not).
struct Pace
{
    double bytesPerSecond = 0;
    std::chrono::microseconds latency{0}; ///< from a request to the head of its answer
};

/// How many bytes the next request is to be for. Half of an equal share of what is missing, so that all
/// connections come to the end together; but never so few that waiting for the answer takes longer than a
/// fifth of the time, nor so many that it does not matter any more. Bytes on the wire.
quint64 segmentSize(quint64 missing, int connections, const Pace &pace);

} // namespace transfer
