#pragma once

#include "app/exitcode.h"

#include <QStringList>

namespace app {

/// The subcommand `builds`.
ExitCode runBuilds(const QStringList &arguments);

} // namespace app
