#include "core/http/retrypolicy.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <cmath>

namespace http {

using std::chrono::milliseconds;
using std::chrono::seconds;

RetryPolicy RetryPolicy::preset(NetworkProfile profile)
{
    switch (profile) {
    case NetworkProfile::Standard:
        break;
    case NetworkProfile::Unreliable:
        return {5, milliseconds(50), milliseconds(30'000), 1.5};
    case NetworkProfile::Stable:
        return {1, milliseconds(500), milliseconds(5'000), 2.0};
    }
    return {};
}

milliseconds RetryPolicy::delay(int attempt, double random, std::optional<milliseconds> retryAfter) const
{
    if (retryAfter)
        return *retryAfter;
    const double longest = double(longestBackoff.count());
    // std::pow may grow to infinity, which min() still orders rightly.
    const double grown = double(firstBackoff.count()) * std::pow(factor, std::max(attempt, 0));
    return milliseconds(qint64(std::clamp(random, 0.0, 1.0) * std::min(longest, grown)));
}

seconds exhaustedDelay(int round)
{
    static constexpr std::array delays{seconds(5), seconds(30), seconds(120), seconds(300)};
    return delays[std::size_t(std::clamp(round, 0, int(delays.size()) - 1))];
}

} // namespace http
