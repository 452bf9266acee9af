#pragma once

#include <QtGlobal>

namespace queue {

/// What was received since the program began. A value.
struct RunTotals
{
    qint64 networkBytes = 0;
    qint64 refetchedBytes = 0; ///< of them, received once more than was needed
};

} // namespace queue
