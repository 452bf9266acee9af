#pragma once

#include "core/source.h"

#include <QByteArrayView>

namespace http {

/// Content-Range of RFC 9110 14.4: `bytes 0-499/1234`, `bytes 0-499/*`, `bytes */1234`.
struct ContentRange
{
    std::optional<core::ByteRange> range; ///< empty for an unsatisfied range (`*`, 416)
    std::optional<qint64> completeLength;
    bool operator==(const ContentRange &) const = default;
};

/// Empty for anything that is not one of the three forms, with first <= last < completeLength and all numbers
/// within qint64. As servers write it: blanks around the parts, `bytes=` or `bytes:` or no unit, and a range
/// without `/` and length, which tells as little as `/*`.
std::optional<ContentRange> parseContentRange(QByteArrayView value);

} // namespace http
