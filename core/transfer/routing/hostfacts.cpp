#include "core/transfer/routing/hostfacts.h"

#include "core/errortable.h"

#include <algorithm>

namespace transfer {

namespace {

double weightOf(int status)
{
    switch (status) {
    case 429:
        return 0;
    case 500:
    case 502:
    case 503:
    case 504:
        return 5;
    case 401:
    case 416:
        return 2.5;
    default:
        return (status >= 100 && status < 200) || (status >= 300 && status < 500) ? 0.5 : 1;
    }
}

} // namespace

std::chrono::milliseconds stallLimit(std::chrono::milliseconds usual, int stalls)
{
    const std::chrono::milliseconds most = std::max<std::chrono::milliseconds>(usual, kMostSilence);
    std::chrono::milliseconds limit = usual;
    for (int i = 0; i < stalls && limit < most; ++i)
        limit *= 2;
    return std::min(limit, most);
}

double failureWeight(const Outcome &outcome)
{
    if (core::errorRow(outcome.error.kind).mirror == core::MirrorGets::Nothing)
        return 0;
    return weightOf(outcome.refusal.status);
}

} // namespace transfer
