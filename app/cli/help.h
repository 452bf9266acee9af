#pragma once

#include "app/exitcode.h"

#include <QString>

namespace app {

/// Prints the help of a subcommand (of the program, when empty) to standard output.
ExitCode printHelp(const QString &command);

} // namespace app
