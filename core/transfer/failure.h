#pragma once

#include "core/error.h"

#include <QMetaType>
#include <chrono>
#include <optional>

namespace transfer {

/// Why an attempt at a file ended without it.
struct Failure
{
    core::Error error;
    bool mayHeal = false;                               ///< waiting and trying again may help
    std::optional<std::chrono::milliseconds> wait = {}; ///< how long, when a server named it
    bool isCut = false; ///< the only answer that the file can be taken from ended early
};

} // namespace transfer

Q_DECLARE_METATYPE(transfer::Failure)
