#include "core/http/contentrange.h"

#include <limits>

namespace http {

namespace {

/// Digits only, within qint64: no sign, no blank, no overflow.
std::optional<qint64> readNumber(QByteArrayView text)
{
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    if (text.isEmpty())
        return {};
    qint64 value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return {};
        const qint64 digit = c - '0';
        if (value > (most - digit) / 10)
            return {};
        value = value * 10 + digit;
    }
    return value;
}

std::optional<core::ByteRange> readRange(QByteArrayView text)
{
    const qsizetype dash = text.indexOf('-');
    if (dash < 0)
        return {};
    const auto first = readNumber(text.first(dash));
    const auto last = readNumber(text.sliced(dash + 1));
    // The size, last - first + 1, must be a qint64, too.
    if (!first || !last || *first > *last || *last == std::numeric_limits<qint64>::max())
        return {};
    return core::ByteRange{*first, *last};
}

} // namespace

// Content-Range = range-unit SP ( range-resp / unsatisfied-range ); units are case-insensitive.
std::optional<ContentRange> parseContentRange(QByteArrayView value)
{
    constexpr QByteArrayView unit("bytes ");
    const QByteArrayView text = value.trimmed();
    if (text.size() <= unit.size() || text.first(unit.size()).compare(unit, Qt::CaseInsensitive) != 0)
        return {};
    const QByteArrayView rest = text.sliced(unit.size());
    const qsizetype slash = rest.indexOf('/');
    if (slash < 0)
        return {};

    ContentRange result;
    const QByteArrayView length = rest.sliced(slash + 1);
    if (length != "*") {
        result.completeLength = readNumber(length);
        if (!result.completeLength)
            return {};
    }
    const QByteArrayView range = rest.first(slash);
    if (range == "*")
        return result.completeLength ? std::optional(result) : std::nullopt;
    result.range = readRange(range);
    if (!result.range || (result.completeLength && result.range->last >= *result.completeLength))
        return {};
    return result;
}

} // namespace http
