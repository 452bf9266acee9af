#pragma once

#include "core/error.h"
#include "core/http/refusal.h"

#include <QtGlobal>
#include <chrono>
#include <optional>

namespace transfer {

/// How something that was asked of a host ended: what Mirrors and HostPool learn from. A value.
struct Outcome
{
    core::Error error;                                ///< None: everything that was asked for came
    qint64 chunk = -1;                                ///< the chunk at fault, when it was one
    qint64 bytes = 0;                                 ///< body bytes it brought
    std::chrono::milliseconds took{0};                ///< 0: not measured
    std::optional<std::chrono::microseconds> latency; ///< the shortest of its requests
    bool isStep = false; ///< it failed, and its bytes stay: the next request goes on behind them
    bool pipeliningFailed =
        false; ///< the request was sent ahead, and the host got confused by that, it seems
    std::optional<bool> severalRanges; ///< whether the host answers a request for several
    http::Refusal refusal;
};

} // namespace transfer
