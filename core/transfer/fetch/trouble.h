#pragma once

#include "core/error.h"

#include <QtGlobal>

namespace transfer {

/// A fault with its place. chunk is -1 when it is not about one chunk.
struct Trouble
{
    core::Error error;
    qint64 chunk = -1;
};

} // namespace transfer
