#pragma once

#include "core/transfer/event.h"

#include <optional>

namespace queue {

/// One event of a log as a line of JSON: what is not set is left out.
QString toLine(const transfer::Event &event);
/// Nothing, when the line is not one of ours.
std::optional<transfer::Event> eventFromLine(const QString &line);

} // namespace queue
