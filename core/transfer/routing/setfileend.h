#pragma once

#include "core/blte/keys.h"
#include "core/error.h"
#include "core/transfer/routing/state.h"

#include <QList>
#include <QString>
#include <optional>

namespace transfer {

/// A file of a set that ended, well or not. A value.
struct SetFileEnd
{
    QString name; ///< relative to the folder of the set, with "/"
    std::optional<blte::ContentKey> contentKey;
    qint64 size = 0;                 ///< decoded, bytes; of one that failed −1 unless known
    Verdict verdict = Verdict::None; ///< None: it failed
    core::Error error;
    bool wasThere = false; ///< before this attempt: nothing of it was fetched
    bool isAbsent = false; ///< no host has it, and none had to (SetPlan::isOptional): that is no failure
};

} // namespace transfer
