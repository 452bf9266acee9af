#include "app/cli/help.h"

#include "app/cli/commandtable.h"

#include <QStringList>

namespace app {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kWidth = 112;        // columns of a line
constexpr qsizetype kOptionColumn = 26;  // where the text of an option begins
constexpr qsizetype kSummaryColumn = 42; // where the summary of a command begins
constexpr auto kOtherForms = "  sluice COMMAND --help                   the options of a command\n"
                             "  sluice --version\n";

/// `text` in lines, those behind the first indented by `indent` columns; the first begins at column `begun`.
QString wrapped(const QString &text, qsizetype begun, qsizetype indent)
{
    QString lines;
    qsizetype column = begun;
    for (const QString &word : text.split(u' ')) {
        const bool isFirst = column == begun && lines.isEmpty();
        if (!isFirst && column + 1 + word.size() > kWidth) {
            lines += u'\n' + QString(indent, u' ');
            column = indent;
        } else if (!isFirst) {
            lines += u' ';
            ++column;
        }
        lines += word;
        column += word.size();
    }
    return lines + u'\n';
}

/// `left` in its column, `text` beside it, or below it where `left` is too long.
QString row(const QString &left, const QString &text, qsizetype column)
{
    QString line = left;
    if (line.size() + 1 >= column)
        line += u'\n' + QString(column, u' ');
    else
        line = line.leftJustified(column);
    return line + wrapped(text, column, column);
}

QString optionRow(const OptionSpec &option)
{
    const QString letter = option.letter != 0 ? u"-%1, "_s.arg(QLatin1Char(option.letter)) : u"    "_s;
    const QString value = option.value ? u' ' + QLatin1String(option.value) : QString();
    const QString again = option.isRepeatable ? u"; repeatable"_s : QString();
    return row(u"  "_s + letter + "--"_L1 + QLatin1String(option.name) + value,
               QLatin1String(option.text) + again, kOptionColumn);
}

QString forms(const CommandSpec &command, const QString &indent)
{
    QString lines;
    for (const char *form : command.forms) {
        if (form)
            lines += indent + u"sluice %1 %2\n"_s.arg(QLatin1String(command.name), QLatin1String(form));
    }
    return lines;
}

QString helpOfCommand(const CommandSpec &command)
{
    QString help = forms(command, {}) + u'\n' + wrapped(QLatin1String(command.text), 0, 0);
    for (const OptionGroup &group : command.groups) {
        if (group.title)
            help += u'\n' + wrapped(QLatin1String(group.title), 0, 0);
        if (!group.options.empty())
            help += u'\n';
        for (const OptionSpec &option : group.options)
            help += optionRow(option);
    }
    return help;
}

QString summaryRow(const CommandSpec &command)
{
    QString form = QLatin1String(command.forms.front());
    if (command.forms[1] && command.words) // all that there are, in one line
        form += " | "_L1 + QLatin1String(command.forms[1]);
    return row(u"  sluice %1 %2"_s.arg(QLatin1String(command.name), form), QLatin1String(command.summary),
               kSummaryColumn);
}

QString helpOfProgram()
{
    QString help = wrapped(u"Sluice, %1."_s.arg(QLatin1String(kProgramSummary)), 0, 0) + u'\n';
    help += row(u"  sluice [SOURCE...]"_s,
                u"open the window (or raise the running one) and queue the sources"_s, kSummaryColumn);
    for (const CommandSpec &command : commandTable())
        help += summaryRow(command);
    QStringList codes;
    for (const ExitCodeText &code : exitCodeTexts())
        codes += u"%1 %2"_s.arg(code.code).arg(QLatin1String(code.text));
    const QString rest = QLatin1String(kSourceText) % u" Exit codes: "_s % codes.join(", "_L1) % u'.';
    help += u'\n';
    for (const OptionSpec &option : windowOptions()) {
        help += row(u"  sluice --%1 [SOURCE...]"_s.arg(QLatin1String(option.name)),
                    QLatin1String(option.text), kSummaryColumn);
    }
    return help % QLatin1String(kOtherForms) % u'\n' % wrapped(rest, 0, 0);
}

} // namespace

QString helpOf(std::string_view command)
{
    const CommandSpec *spec = findCommand(command);
    return spec ? helpOfCommand(*spec) : helpOfProgram();
}

} // namespace app
