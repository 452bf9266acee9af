#include "app/cli/command.h"

#include "app/cli/help.h"
#include "app/console.h"

namespace app {

ExitCode runCommand(const QString &name, const QStringList &arguments, std::span<const OptionSpec> known,
                    Usage<ExitCode> (*run)(const Options &options))
{
    const auto options = Options::parse(arguments, known);
    if (options && options->isSet("help"))
        return printHelp(name);
    const auto code = options ? run(*options) : badUsage(options.error());
    if (code)
        return *code;
    complainUsage(name, code.error());
    return ExitCode::BadUsage;
}

} // namespace app
