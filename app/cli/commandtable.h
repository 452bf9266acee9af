#pragma once

#include "app/cli/optionspec.h"

#include <array>
#include <vector>

namespace app {

/// Options of one command that stand together in its help.
struct OptionGroup
{
    const char *title = nullptr; ///< a sentence above them; null: none
    std::span<const OptionSpec> options;
};

/// What the arguments of a command are, for completions.
enum class ArgumentKind { Others, Files };

/// A subcommand: what its parser knows, and all that its help, the man page and the completions say. Texts
/// are plain English; paragraphs are separated by a line feed, whoever shows them breaks the lines.
struct CommandSpec
{
    const char *name = nullptr;
    std::array<const char *, 2> forms{}; ///< behind its name: "[options] FILE"; the second may be null
    const char *summary = nullptr;       ///< half a sentence, for the list of all commands
    const char *text = nullptr;          ///< what it does
    const char *words = nullptr;         ///< those that its first argument is one of; null: no such words
    ArgumentKind arguments = ArgumentKind::Others;
    std::array<OptionGroup, 3> groups{}; ///< those behind the last have no options

    /// Of all groups, in their order.
    std::vector<OptionSpec> options() const;
};

/// All subcommands, as the help lists them.
std::span<const CommandSpec> commandTable();
/// Null: there is none of that name.
const CommandSpec *findCommand(std::string_view name);

/// What a start without subcommand knows, which opens the window.
std::span<const OptionSpec> windowOptions();

/// One row of the table of exit codes.
struct ExitCodeText
{
    int code = 0;
    const char *text = nullptr;
};
std::span<const ExitCodeText> exitCodeTexts();

extern const char *const kProgramSummary; ///< half a sentence
extern const char *const kSourceText;     ///< what a SOURCE is

} // namespace app
