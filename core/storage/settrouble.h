#pragma once

#include "core/blte/keys.h"
#include "core/setplan.h"

#include <QList>

namespace storage {

/// Why a file of a set is not there, or not whole. A value.
struct SetTrouble
{
    enum class Kind : std::uint8_t { // stored
        Failed,
        Locked, ///< it is there, but for what its missing keys encrypt
        Absent, ///< no host has it, and none has to (SetPlan::isOptional)
    };
    core::SetPlan::Index file = 0;
    Kind kind = Kind::Failed;
    core::Error error;
    QList<blte::KeyName> keys = {}; ///< that it lacks, as far as they are known
};

} // namespace storage
