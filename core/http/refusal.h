#pragma once

#include <chrono>
#include <optional>

namespace http {

/// What came with an error besides its words, where an answer was of no use. A value.
struct Refusal
{
    int status = 0;                                      ///< of the answer; 0: none came
    std::optional<std::chrono::milliseconds> retryAfter; ///< the server's wish

    bool operator==(const Refusal &) const = default;
};

} // namespace http
