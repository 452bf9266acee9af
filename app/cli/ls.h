#pragma once

#include "app/exitcode.h"

#include <QStringList>

namespace app {

ExitCode runLs(const QStringList &arguments);

} // namespace app
