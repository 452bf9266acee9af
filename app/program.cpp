#include "app/program.h"

#include "app/cli/builds.h"
#include "app/cli/cache.h"
#include "app/cli/compare.h"
#include "app/cli/decode.h"
#include "app/cli/get.h"
#include "app/cli/help.h"
#include "app/cli/inspect.h"
#include "app/cli/keys.h"
#include "app/cli/ls.h"
#include "app/cli/mirror.h"
#include "app/cli/products.h"
#include "app/cli/verify.h"
#include "app/console.h"
#include "app/desktop/rundesktop.h"
#include "app/interrupt.h"
#include "core/version.h"

#include <QCoreApplication>
#include <array>
#include <string_view>

namespace app {

using namespace Qt::StringLiterals;

namespace {

struct Command
{
    std::string_view name;
    ExitCode (*run)(const QStringList &arguments);
};

constexpr std::array kCommands{
    Command{"get", runGet},       Command{"inspect", runInspect}, Command{"decode", runDecode},
    Command{"verify", runVerify}, Command{"keys", runKeys},       Command{"products", runProducts},
    Command{"builds", runBuilds}, Command{"ls", runLs},           Command{"cache", runCache},
    Command{"mirror", runMirror}, Command{"compare", runCompare},
};

ExitCode printVersion(const QStringList &)
{
    printLine(Stream::Out, u"Sluice "_s + core::version());
    return ExitCode::Done;
}

ExitCode printProgramHelp(const QStringList &)
{
    print(Stream::Out, helpOf({}));
    return ExitCode::Done;
}

const Command *find(std::string_view word)
{
    static constexpr std::array kInformation{
        Command{"--version", printVersion},
        Command{"--help", printProgramHelp},
        Command{"-h", printProgramHelp},
    };
    for (const auto commands :
         {std::span<const Command>(kCommands), std::span<const Command>(kInformation)}) {
        for (const Command &command : commands) {
            if (command.name == word)
                return &command;
        }
    }
    return nullptr;
}

/// What nobody could read is no success.
ExitCode checkOutput(ExitCode code)
{
    const QString trouble = outputTrouble();
    if (trouble.isEmpty())
        return code;
    complain(
        u"standard output could not be written (%1); what it should have told is incomplete"_s.arg(trouble));
    return code == ExitCode::Done || code == ExitCode::Incomplete ? ExitCode::Failed : code;
}

} // namespace

ExitCode run(int argc, char *argv[])
{
    ignoreFileSizeSignal();
    QCoreApplication::setApplicationName(u"Sluice"_s);
    QCoreApplication::setApplicationVersion(core::version());
    if (const Command *command = argc > 1 ? find(argv[1]) : nullptr) {
        // A command needs nothing of GLib's event loop, in which every message between threads is a system
        // call.
        qputenv("QT_NO_GLIB", "1");
        const QCoreApplication application(argc, argv);
        return checkOutput(command->run(QCoreApplication::arguments().mid(2)));
    }
    return runDesktop(argc, argv);
}

} // namespace app
