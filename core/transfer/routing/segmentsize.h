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
/// connections come to the end together, or the whole share where waiting for another answer would cost more
/// than a twentieth of the time; but never so many that it does not matter any more. Bytes on the wire.
quint64 segmentSize(quint64 missing, int connections, const Pace &pace);

} // namespace transfer
