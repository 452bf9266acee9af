#pragma once

namespace app {

/// What the program ends with (scripts rely on the numbers).
enum class ExitCode : int {
    Done = 0,
    InternalError = 1,
    BadUsage = 2,   ///< or an unreadable list
    Failed = 3,     ///< at least one
    Incomplete = 4, ///< everything fetched, at least one file with locked chunks
    Interrupted = 130,
};

} // namespace app
