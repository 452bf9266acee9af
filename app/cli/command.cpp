#include "app/cli/command.h"

#include "app/cli/commandtable.h"
#include "app/cli/help.h"
#include "app/console.h"

namespace app {

ExitCode runCommand(std::string_view name, const QStringList &arguments,
                    Usage<ExitCode> (*run)(const Options &options))
{
    const CommandSpec *command = findCommand(name);
    Q_ASSERT(command);
    const auto options = Options::parse(arguments, command->options());
    if (options && options->isSet("help")) {
        print(Stream::Out, helpOf(name));
        return ExitCode::Done;
    }
    const auto code = options ? run(*options) : badUsage(options.error());
    if (code)
        return *code;
    complainUsage(QLatin1String(command->name), code.error());
    return ExitCode::BadUsage;
}

} // namespace app
