#include "app/reference/completions.h"

#include "app/cli/commandtable.h"

namespace app {

namespace {

constexpr auto kMadeFrom = "# Made from the table of commands when Sluice was built.\n";

/// What is offered as the value of an option.
enum class ValueKind { None, File, Folder, Choice, Other };

ValueKind kindOf(const OptionSpec &option)
{
    if (!option.value)
        return ValueKind::None;
    if (option.choices)
        return ValueKind::Choice;
    const std::string_view value = option.value;
    // The folder of a mirror serves as a version service.
    if (value == "DIR" || std::string_view(option.name) == "service")
        return ValueKind::Folder;
    return value == "FILE" ? ValueKind::File : ValueKind::Other;
}

std::string longName(const OptionSpec &option)
{
    return std::string("--") + option.name;
}

std::string letterName(const OptionSpec &option)
{
    return option.letter != 0 ? std::string{'-', option.letter} : std::string();
}

/// In single quotes; what ends them is written as the shell wants it.
std::string quoted(std::string_view text, std::string_view quote)
{
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'')
            out += quote;
        else
            out += c;
    }
    return out + "'";
}

std::string commandNames()
{
    std::string names;
    for (const CommandSpec &command : commandTable())
        names += (names.empty() ? "" : " ") + std::string(command.name);
    return names;
}

/// " --minimized", of a start that opens the window.
std::string windowNames()
{
    std::string names;
    for (const OptionSpec &option : windowOptions())
        names += " " + longName(option);
    return names;
}

/// "--output|-o": what a bash pattern holds against the word before.
std::string bashPattern(const OptionSpec &option)
{
    const std::string letter = letterName(option);
    return longName(option) + (letter.empty() ? "" : "|" + letter);
}

std::string bashValues(const CommandSpec &command)
{
    std::string cases;
    for (const OptionSpec &option : command.options()) {
        const ValueKind kind = kindOf(option);
        if (kind == ValueKind::None)
            continue;
        cases += "                " + bashPattern(option) + ") ";
        if (kind == ValueKind::Choice)
            cases += "COMPREPLY=($(compgen -W '" + std::string(option.choices) + "' -- \"$cur\")); ";
        else if (kind == ValueKind::File)
            cases += "_sluice_files -f; ";
        else if (kind == ValueKind::Folder)
            cases += "_sluice_files -d; ";
        cases += "return ;;\n";
    }
    return cases;
}

std::string bashWords(const CommandSpec &command)
{
    std::string words;
    for (const OptionSpec &option : command.options())
        words += longName(option) + (option.letter != 0 ? " " + letterName(option) : "") + " ";
    return words + "--help -h";
}

std::string bashArguments(const CommandSpec &command)
{
    std::string lines;
    if (command.words) {
        lines += "            if [[ $cword -eq 2 ]]; then\n                COMPREPLY=($(compgen -W '" +
                 std::string(command.words) + "' -- \"$cur\"))\n                return\n            fi\n";
    }
    return lines + (command.arguments == ArgumentKind::Files ? "            _sluice_files -f\n" : "");
}

std::string bashCommand(const CommandSpec &command)
{
    const std::string values = bashValues(command);
    std::string text = "        " + std::string(command.name) + ")\n";
    if (!values.empty())
        text += "            case $prev in\n" + values + "            esac\n";
    text += "            if [[ $cur == -* ]]; then\n                COMPREPLY=($(compgen -W '" +
            bashWords(command) + "' -- \"$cur\"))\n                return\n            fi\n";
    return text + bashArguments(command) + "            ;;\n";
}

/// What _arguments takes: '(-o --output)'{-o,--output}'[text]:VALUE:action'.
std::string zshOption(const OptionSpec &option)
{
    std::string text;
    for (const char *c = option.text; *c; ++c) {
        if (*c == '[' || *c == ']' || *c == ':')
            text += '\\';
        text += *c;
    }
    std::string tail = "[" + text + "]";
    switch (kindOf(option)) {
    case ValueKind::None:
        break;
    case ValueKind::File:
        tail += std::string(":") + option.value + ":_files";
        break;
    case ValueKind::Folder:
        tail += std::string(":") + option.value + ":_files -/";
        break;
    case ValueKind::Choice:
        tail += std::string(":") + option.value + ":(" + option.choices + ")";
        break;
    case ValueKind::Other:
        tail += std::string(":") + option.value + ": ";
        break;
    }
    const std::string rest = quoted(tail, "'\\''");
    const std::string name = longName(option);
    const std::string again = option.isRepeatable ? "'*'" : "";
    if (option.letter == 0)
        return again + name + rest;
    const std::string letter = letterName(option);
    const std::string names = "{" + letter + "," + name + "}";
    return (option.isRepeatable ? again : "'(" + letter + " " + name + ")'") + names + rest;
}

std::string zshCommand(const CommandSpec &command)
{
    std::string text = "        " + std::string(command.name) + ")\n            _arguments -s -S \\\n";
    for (const OptionSpec &option : command.options())
        text += "                " + zshOption(option) + " \\\n";
    text += "                {-h,--help}'[tell the options]'";
    if (command.words)
        text += " \\\n                '1:what:(" + std::string(command.words) + ")'";
    if (command.arguments == ArgumentKind::Files)
        text += " \\\n                '*:source:_files'";
    return text + "\n            ;;\n";
}

std::string fishCommand(const CommandSpec &command)
{
    const std::string name = command.name;
    const std::string begin = "complete -c sluice -n '__fish_seen_subcommand_from " + name + "'";
    std::string text = "complete -c sluice -n __fish_use_subcommand -f -a " + name + " -d " +
                       quoted(command.summary, "\\'") + "\n";
    for (const OptionSpec &option : command.options()) {
        text +=
            begin + (option.letter != 0 ? std::string(" -s ") + option.letter : "") + " -l " + option.name;
        switch (kindOf(option)) {
        case ValueKind::None:
            break;
        case ValueKind::File:
            text += " -r -F";
            break;
        case ValueKind::Folder:
            text += " -x -a '(__fish_complete_directories)'";
            break;
        case ValueKind::Choice:
            text += " -x -a '" + std::string(option.choices) + "'";
            break;
        case ValueKind::Other:
            text += " -x";
            break;
        }
        text += " -d " + quoted(option.text, "\\'") + "\n";
    }
    text += begin + " -s h -l help -d 'tell the options'\n";
    if (command.words)
        text += "complete -c sluice -n '__fish_seen_subcommand_from " + name +
                "; and not __fish_seen_subcommand_from " + command.words + "' -f -a '" + command.words +
                "'\n";
    if (command.arguments != ArgumentKind::Files)
        text += begin + " -f\n";
    return text;
}

} // namespace

std::string bashCompletion()
{
    std::string text = "# bash completion for sluice. ";
    text += std::string(kMadeFrom + 2) + R"(
_sluice_files() {
    compopt -o filenames 2>/dev/null
    local IFS=$'\n'
    COMPREPLY=($(compgen "$1" -- "$cur"))
}

_sluice() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} cword=$COMP_CWORD
    COMPREPLY=()
    if [[ $cur == = ]]; then # --name=VALUE comes as three words
        cur=
    elif [[ $prev == = ]]; then
        prev=${COMP_WORDS[COMP_CWORD-2]}
    fi
    if [[ $cword -eq 1 ]]; then
        _sluice_files -f
        COMPREPLY+=($(compgen -W ')" +
            commandNames() + windowNames() + R"( --help --version' -- "$cur"))
        return
    fi
    case ${COMP_WORDS[1]} in
)";
    for (const CommandSpec &command : commandTable())
        text += bashCommand(command);
    return text + "        *) _sluice_files -f ;;\n    esac\n}\n\ncomplete -F _sluice sluice\n";
}

std::string zshCompletion()
{
    std::string text = "#compdef sluice\n";
    text += kMadeFrom;
    text += "\n_sluice() {\n    local -a commands\n    commands=(\n";
    for (const CommandSpec &command : commandTable())
        text += "        " + quoted(std::string(command.name) + ":" + command.summary, "'\\''") + "\n";
    text += R"(    )
    if (( CURRENT == 2 )); then
        _describe command commands
)";
    for (const OptionSpec &option : windowOptions())
        text += "        _arguments " + zshOption(option) + "\n";
    text += R"(        _arguments '--help[tell the commands]' '--version[tell the version]'
        _files
        return
    fi
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
)";
    for (const CommandSpec &command : commandTable())
        text += zshCommand(command);
    return text + "        *) _files ;;\n    esac\n}\n\n_sluice \"$@\"\n";
}

std::string fishCompletion()
{
    std::string text = "# fish completion for sluice. ";
    text += kMadeFrom + 2;
    text += "complete -c sluice -n __fish_use_subcommand -l help -d 'tell the commands'\n"
            "complete -c sluice -n __fish_use_subcommand -l version -d 'tell the version'\n";
    for (const OptionSpec &option : windowOptions())
        text += std::string("complete -c sluice -n __fish_use_subcommand -l ") + option.name + " -d " +
                quoted(option.text, "\\'") + "\n";
    for (const CommandSpec &command : commandTable())
        text += fishCommand(command);
    return text;
}

} // namespace app
