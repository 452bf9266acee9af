#include "core/http/number.h"

#include <limits>

namespace http {

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

} // namespace http
