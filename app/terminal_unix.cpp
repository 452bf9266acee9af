#include "app/console.h"

#include <sys/ioctl.h>
#include <unistd.h>

namespace app {

bool isTerminal(Stream stream)
{
    const QByteArray term = qgetenv("TERM");
    return isatty(stream == Stream::Out ? STDOUT_FILENO : STDERR_FILENO) == 1 && !term.isEmpty() &&
           term != "dumb";
}

TerminalSize terminalSize()
{
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return {};
    return {size.ws_col, size.ws_row > 0 ? size.ws_row : TerminalSize().rows};
}

void makeBinary() {}

} // namespace app
