#pragma once

#include "app/exitcode.h"

#include <QStringList>

namespace app {

ExitCode runInspect(const QStringList &arguments);

} // namespace app
