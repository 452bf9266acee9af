#pragma once

#include "app/exitcode.h"

namespace app {

/// The whole program: a subcommand under a QCoreApplication, which needs no display, or the desktop.
ExitCode run(int argc, char *argv[]);

} // namespace app
