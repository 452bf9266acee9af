#pragma once

#include <chrono>
#include <optional>

namespace http {

enum class NetworkProfile { Standard, Unreliable, Stable };

/// How often and how fast to try again (README.md, "Retries").
struct RetryPolicy
{
    int retriesPerMirror = 3;
    std::chrono::milliseconds firstBackoff{100};
    std::chrono::milliseconds longestBackoff{10'000};
    double factor = 2.0;

    static RetryPolicy preset(NetworkProfile profile);

    /// Full jitter: `random` in [0,1) times min(longest, first · factor^attempt); attempt counts from 0.
    /// A server's Retry-After wins over the computed delay.
    std::chrono::milliseconds delay(int attempt, double random,
                                    std::optional<std::chrono::milliseconds> retryAfter = {}) const;
};

/// When every mirror has used its retries, the item waits so long before round `round` (from 0):
/// 5 s, 30 s, 2 min, then every 5 min.
std::chrono::seconds exhaustedDelay(int round);

} // namespace http
