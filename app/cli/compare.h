#pragma once

#include "app/exitcode.h"

#include <QStringList>

namespace app {

ExitCode runCompare(const QStringList &arguments);

} // namespace app
