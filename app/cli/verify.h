#pragma once

#include "app/exitcode.h"

#include <QStringList>

namespace app {

ExitCode runVerify(const QStringList &arguments);

} // namespace app
