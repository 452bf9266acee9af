#include "app/console.h"
#include "app/rundesktop.h"

namespace app {

ExitCode runDesktop(int, char *[])
{
    complain(QStringLiteral("there is no window in this build; use: sluice get SOURCE -o DIR"));
    return ExitCode::BadUsage;
}

} // namespace app
