#pragma once

#include "app/exitcode.h"

#include <QStringList>

namespace app {

/// The subcommand `cache`.
ExitCode runCache(const QStringList &arguments);

} // namespace app
