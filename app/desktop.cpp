#include "app/desktop.h"

#include "app/console.h"

namespace app {

ExitCode runDesktop(int, char *[])
{
    complain(QStringLiteral("there is no window in this build; use: sluice get"));
    return ExitCode::BadUsage;
}

} // namespace app
