#pragma once

#include "app/exitcode.h"

#include <QStringList>

namespace app {

ExitCode runKeys(const QStringList &arguments);

} // namespace app
