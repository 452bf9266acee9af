#pragma once

#include "core/error.h"

namespace app {

/// What went wrong, in one line: the kind's sentence and the detail.
QString tell(const core::Error &error);
/// The same, and `next` as a sentence behind it; that may be empty.
QString tell(const core::Error &error, const QString &next);
/// What the user may do about it; may be empty.
QString advice(core::ErrorKind kind);

} // namespace app
