#pragma once

#include "app/exitcode.h"

#include <QStringList>

namespace app {

/// The subcommand `products`.
ExitCode runProducts(const QStringList &arguments);

} // namespace app
