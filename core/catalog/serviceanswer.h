#pragma once

#include "core/catalog/serviceendpoint.h"

#include <optional>

namespace catalog {

/// What a service said, taken for what it is. A value.
struct ServiceAnswer
{
    QByteArray text;
    std::optional<quint64> sequenceNumber;
};

/// Whether these bytes are such a table, with at least one row. WrongContent with a sentence about them when
/// they are a web page, "Invalid", empty, or anything else: that service counts as failed then. Pure.
core::Result<ServiceAnswer> judgeAnswer(ServiceTable table, const QByteArray &bytes);

/// Sequence numbers never go down, so a lower one is an answer of yesterday.
bool isOlder(const ServiceAnswer &answer, const ServiceAnswer &known);

/// Largest answer that is read, in bytes: `summary` of all products takes a hundredth of that.
inline constexpr qint64 kLargestAnswer = 4 << 20;

} // namespace catalog
