#include "core/http/contentrange.h"

#include "core/http/number.h"

#include <limits>

namespace http {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// What is behind the unit; empty when there is another unit than bytes. Servers write `bytes=` and `bytes:`,
/// as in the request, or leave the unit out.
QByteArrayView withoutUnit(QByteArrayView text)
{
    constexpr QByteArrayView unit("bytes");
    if (text.size() < unit.size() || text.first(unit.size()).compare(unit, Qt::CaseInsensitive) != 0)
        return text.isEmpty() || text.front() < '0' || text.front() > '9' ? QByteArrayView() : text;
    const QByteArrayView rest = text.sliced(unit.size());
    if (rest.isEmpty() || !(isBlank(rest.front()) || rest.front() == '=' || rest.front() == ':'))
        return {};
    return rest.sliced(1).trimmed();
}

std::optional<core::ByteRange> readRange(QByteArrayView text)
{
    const qsizetype dash = text.indexOf('-');
    if (dash < 0)
        return {};
    const auto first = readNumber(text.first(dash).trimmed());
    const auto last = readNumber(text.sliced(dash + 1).trimmed());
    // The size, last - first + 1, must be a qint64, too.
    if (!first || !last || *first > *last || *last == std::numeric_limits<qint64>::max())
        return {};
    return core::ByteRange{*first, *last};
}

} // namespace

// Content-Range = range-unit SP ( range-resp / unsatisfied-range ); units are case-insensitive.
std::optional<ContentRange> parseContentRange(QByteArrayView value)
{
    const QByteArrayView rest = withoutUnit(value.trimmed());
    const qsizetype slash = rest.indexOf('/');
    const QByteArrayView range = (slash < 0 ? rest : rest.first(slash)).trimmed();
    const QByteArrayView length = slash < 0 ? QByteArrayView("*") : rest.sliced(slash + 1).trimmed();

    ContentRange result;
    if (length != "*") {
        result.completeLength = readNumber(length);
        if (!result.completeLength)
            return {};
    }
    if (range == "*")
        return result.completeLength ? std::optional(result) : std::nullopt;
    result.range = readRange(range);
    if (!result.range || (result.completeLength && result.range->last >= *result.completeLength))
        return {};
    return result;
}

} // namespace http
