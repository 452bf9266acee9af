#pragma once

#include "app/exitcode.h"

#include <QStringList>

namespace app {

ExitCode runDecode(const QStringList &arguments);

} // namespace app
