#include "app/reference/manpage.h"

#include "app/cli/commandtable.h"

namespace app {

namespace {

/// Text as roff takes it: nothing of it is a request, and a dash is one that can be copied.
std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else if (c == '\'')
            out += "\\(aq";
        else
            out += c;
    }
    return !out.empty() && out.front() == '.' ? "\\&" + out : out;
}

std::string bold(std::string_view text)
{
    return "\\fB" + escaped(text) + "\\fR";
}

std::string italic(std::string_view text)
{
    return "\\fI" + escaped(text) + "\\fR";
}

std::string optionEntry(const OptionSpec &option)
{
    std::string entry = ".TP\n";
    if (option.letter != 0)
        entry += bold(std::string{'-', option.letter}) + ", ";
    entry += bold(std::string("--") + option.name);
    if (option.value)
        entry += " " + italic(option.value);
    return entry + "\n" + escaped(option.text) + (option.isRepeatable ? "; repeatable" : "") + "\n";
}

std::string forms(const CommandSpec &command)
{
    std::string lines;
    for (const char *form : command.forms) {
        if (form)
            lines += (lines.empty() ? "" : ".br\n") + bold("sluice " + std::string(command.name)) + " " +
                     escaped(form) + "\n";
    }
    return lines;
}

std::string commandSection(const CommandSpec &command)
{
    std::string section =
        ".SS " + std::string(command.name) + "\n" + forms(command) + ".PP\n" + escaped(command.text) + "\n";
    for (const OptionGroup &group : command.groups) {
        if (group.title)
            section += ".PP\n" + escaped(group.title) + "\n";
        for (const OptionSpec &option : group.options)
            section += optionEntry(option);
    }
    return section;
}

std::string synopsis()
{
    std::string text = ".SH SYNOPSIS\n" + bold("sluice") + " [SOURCE...]\n";
    for (const CommandSpec &command : commandTable())
        text += ".br\n" + forms(command);
    return text;
}

std::string exitStatus()
{
    std::string text = ".SH EXIT STATUS\n";
    for (const ExitCodeText &code : exitCodeTexts())
        text += ".TP\n" + bold(std::to_string(code.code)) + "\n" + escaped(code.text) + "\n";
    return text;
}

constexpr auto kFiles = R"(.SH FILES
.TP
\fI$XDG_CONFIG_HOME/Sluice/sluice.ini\fR
settings of the window (\fI~/.config\fR where the variable is not set)
.TP
\fI$XDG_DATA_HOME/Sluice\fR
queue, key store and what was learnt about hosts (\fI~/.local/share\fR)
.TP
\fI$XDG_CACHE_HOME/Sluice\fR
what was read of the version service and the CDNs to find files (\fI~/.cache\fR); \fBsluice cache clear\fR empties it
.TP
\fINAME.part\fR
a download under way, with the record of what of it is proven beside it
)";

constexpr auto kEnvironment = R"(.SH ENVIRONMENT
.TP
\fBhttp_proxy\fR, \fBhttps_proxy\fR, \fBall_proxy\fR, \fBno_proxy\fR
proxies for \fBget\fR, as curl reads them
)";

constexpr auto kExamples = R"(.SH EXAMPLES
.nf
sluice get \-o maps \-m http://second.example \(aqhttp://first.example/tpr/x/data/ab/cd/abcd...#name=world.bin\(aq
sluice ls wow_classic_era:World/Maps/ \-\-listfile names.csv \-\-remember
sluice get wow_classic_era:World/ \-\-dry\-run
sluice mirror wow_classic_era \-o wow
.fi
)";

} // namespace

std::string manPage(const std::string &version, const std::string &date)
{
    std::string page = ".TH SLUICE 1 " + date + " \"Sluice " + version + "\" \"User Commands\"\n";
    page += ".SH NAME\nsluice \\- " + escaped(kProgramSummary) + "\n" + synopsis();
    page += ".SH DESCRIPTION\nWithout a command, opens the window (or raises the running one) and queues the "
            "sources. With one, works without a display and ends.\n.PP\n";
    page += escaped(kSourceText) + "\n.PP\n" + bold("--help") + " behind a command tells its options, " +
            bold("sluice --version") + " the version.\n";
    for (const OptionSpec &option : windowOptions())
        page += optionEntry(option);
    page += ".SH COMMANDS\n";
    for (const CommandSpec &command : commandTable())
        page += commandSection(command);
    return page + exitStatus() + kFiles + kEnvironment + kExamples;
}

} // namespace app
