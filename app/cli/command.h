#pragma once

#include "app/cli/options.h"
#include "app/exitcode.h"

namespace app {

/// The frame of a subcommand: parses its options, answers --help, and turns a complaint into exit code 2.
ExitCode runCommand(const QString &name, const QStringList &arguments, std::span<const OptionSpec> known,
                    Usage<ExitCode> (*run)(const Options &options));

} // namespace app
