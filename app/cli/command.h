#pragma once

#include "app/cli/options.h"
#include "app/exitcode.h"

namespace app {

/// The frame of a subcommand, a row of commandtable.h: parses its options, answers --help, and turns a
/// complaint into exit code 2.
ExitCode runCommand(std::string_view name, const QStringList &arguments,
                    Usage<ExitCode> (*run)(const Options &options));

} // namespace app
