#pragma once

#include "core/transfer/event.h"

namespace ui {

/// What happened, as one line in the language of the window, without the time.
QString eventText(const transfer::Event &event);
/// "14:03:22  Retry in 0.4 s on cdn.example: …"
QString logLine(const transfer::Event &event);

} // namespace ui
