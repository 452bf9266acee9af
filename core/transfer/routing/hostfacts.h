#pragma once

#include "core/transfer/routing/outcome.h"

#include <QDateTime>
#include <chrono>
#include <optional>

namespace transfer {

/// What is known about one host.
struct HostFacts
{
    enum class Answer { Unknown, Yes, No };

    Answer ranges = Answer::Unknown;
    Answer multiRange = Answer::Unknown;  ///< several ranges in one request
    Answer ahead = Answer::Unknown;       ///< to a request sent before the answer to another has come
    double bytesPerSecond = 0;            ///< of one connection, smoothed; 0: not measured
    std::chrono::microseconds latency{0}; ///< until an answer begins, smoothed; 0: not measured
    int smallFiles = 0;                   ///< files in a row that were small
    bool namesFiles = false;              ///< the last whole file came with a name of its own
    int stalls = 0;      ///< of answers that could only be had once more from their first byte
    double failures = 0; ///< weighed (failureWeight()); every success halves them
    QDateTime since;     ///< when the first of this was learned; a day later all is forgotten
};

/// What an answer tells about its host; empty: nothing.
struct HostNews
{
    std::optional<bool> ranges = {};
    std::optional<bool> multiRange = {};
    std::optional<bool> ahead = {};
    std::optional<bool> isSmallFile = {}; ///< a whole file has at most SmallObject::kLargest bytes
    std::optional<bool> namesFile = {};   ///< by Content-Disposition
};

/// How long an answer of a host may be silent in the middle: a host whose pauses were paid with all of a file
/// gets twice the time with each of them, kMostSilence at most, or `usual` where that is more.
std::chrono::milliseconds stallLimit(std::chrono::milliseconds usual, int stalls);
constexpr std::chrono::minutes kMostSilence{10};

/// What a failure counts in HostFacts::failures: as Battle.net's Agent counts it, by the status of the
/// answer. 500, 502, 503, 504: 5. 401, 416: 2.5. 404, every other 4xx, 1xx and 3xx: 0.5. Another 5xx, or no
/// answer:
/// 1. Nothing for a 429, which only asks to wait, and for what the host is not to blame for.
double failureWeight(const Outcome &outcome);

} // namespace transfer
