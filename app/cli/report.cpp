#include "app/cli/report.h"

#include "app/cli/jsonreport.h"
#include "app/cli/terminalreport.h"
#include "app/console.h"

namespace app {

std::unique_ptr<Report> makeReport(Output output, Talk talk)
{
    if (output == Output::Json)
        return std::make_unique<JsonReport>();
    if (talk != Talk::Quiet && isTerminal(Stream::Out))
        return std::make_unique<TerminalReport>(talk);
    return std::make_unique<LineReport>(talk);
}

} // namespace app
