#pragma once

#include "app/exitcode.h"

#include <QStringList>

namespace app {

ExitCode runMirror(const QStringList &arguments);

} // namespace app
