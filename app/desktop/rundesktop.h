#pragma once

#include "app/exitcode.h"

namespace app {

/// The window, or a message to the one that is open already.
ExitCode runDesktop(int argc, char *argv[]);

} // namespace app
