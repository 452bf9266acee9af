#pragma once

#include <QByteArrayView>
#include <QDateTime>
#include <chrono>
#include <optional>

namespace http {

/// Retry-After of RFC 9110 10.2.3, seconds or any of the three HTTP dates, as a delay from `now` clamped to
/// 0 s … 1 h. Empty when it is neither.
std::optional<std::chrono::milliseconds> parseRetryAfter(QByteArrayView value, const QDateTime &now);

/// RFC 9110 5.6.7, in any of its three forms; invalid for anything else. `now`: what a year of two digits is
/// near to.
QDateTime parseHttpDate(QByteArrayView value, const QDateTime &now);

} // namespace http
