#pragma once

#include "core/source.h"

#include <iterator>
#include <utility>

namespace http {

/// A larger gap between two ranges makes two requests.
inline constexpr qint64 kMostGap = 32 << 10;
/// Ends that one request spans are no further apart, unless it is that of one range.
inline constexpr qint64 kMostTogether = 8 << 20;
/// More bytes of an answer that nobody wants (any more) are not read: the rest is asked for anew.
inline constexpr qint64 kMostPassed = 256 << 10;

/// Which ranges of one resource go into one request: `oldest`, and those before and behind it that lie close
/// to each other. [begin, end) is in ascending order of `rangeOf(*it)`, which is a core::ByteRange; oldest is
/// one of them. Overlapping ranges are no neighbours, nor are two that are not `isAlike(*a, *b)`: of
/// different resources. Pure.
template <typename It, typename RangeOf, typename IsAlike>
std::pair<It, It> neighbours(It begin, It end, It oldest, RangeOf rangeOf, IsAlike isAlike)
{
    const auto isNear = [&](It a, It b) {
        const qint64 gap = rangeOf(*b).first - rangeOf(*a).last - 1;
        return gap >= 0 && gap <= kMostGap && isAlike(*a, *b);
    };
    It first = oldest;
    while (first != begin && isNear(std::prev(first), first))
        --first;
    const qint64 most = rangeOf(*first).first + kMostTogether;
    It last = std::next(first);
    while (last != end && isNear(std::prev(last), last) && rangeOf(*last).last < most)
        ++last;
    return {first, last};
}

} // namespace http
