#include "app/cli/options.h"

#include <QCommandLineParser>
#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace app {

using namespace Qt::StringLiterals;

namespace {

bool isOption(const QString &argument)
{
    return argument.size() > 1 && argument.startsWith(u'-');
}

QString dashed(const QString &name)
{
    return (name.size() == 1 ? "-"_L1 : "--"_L1) + name;
}

QString needsValue(const OptionSpec &spec)
{
    return u"--%1 needs a value: --%1=%2"_s.arg(QLatin1String(spec.name), QLatin1String(spec.value));
}

const OptionSpec *find(const QString &name, std::span<const OptionSpec> known)
{
    const auto found = std::find_if(known.begin(), known.end(), [&](const OptionSpec &spec) {
        return name == QLatin1String(spec.name) || (spec.letter != 0 && name == QLatin1Char(spec.letter));
    });
    return found != known.end() ? &*found : nullptr;
}

struct LastOption
{
    const OptionSpec *spec = nullptr;
    QString rest; ///< what stands behind its name: a value, "=" and a value, or nothing
};

/// The option that an argument ends with: that of --name, or the last of -xy.
LastOption lastOptionOf(const QString &argument, std::span<const OptionSpec> known)
{
    if (argument.startsWith("--"_L1)) {
        const QString name = argument.section(u'=', 0, 0).mid(2);
        return {find(name, known), argument.mid(name.size() + 2)};
    }
    LastOption last;
    for (qsizetype i = 1; i < argument.size() && isOption(argument); ++i) {
        last = {find(argument.mid(i, 1), known), argument.mid(i + 1)};
        if (!last.spec || last.spec->value || last.rest.startsWith(u'='))
            break;
    }
    return last;
}

bool wantsNext(const LastOption &option)
{
    return option.spec && option.spec->value && option.rest.isEmpty();
}

/// An argument that begins with "-" is no value, unless it stands behind a "=". Qt's parser would take it.
QString missingValue(const QStringList &arguments, qsizetype optionsEnd, std::span<const OptionSpec> known)
{
    for (qsizetype i = 0; i < optionsEnd; ++i) {
        const LastOption option = lastOptionOf(arguments[i], known);
        if (wantsNext(option) && (i + 1 == arguments.size() || isOption(arguments[i + 1])))
            return needsValue(*option.spec);
    }
    return {};
}

/// Qt's parser says what is wrong in its own words, which do not name the remedy.
QString complaint(const QCommandLineParser &parser, const QStringList &options,
                  std::span<const OptionSpec> known)
{
    if (!parser.unknownOptionNames().isEmpty())
        return u"unknown option "_s + dashed(parser.unknownOptionNames().constFirst());
    for (const QString &option : options) {
        const LastOption last = lastOptionOf(option, known);
        if (last.spec && !last.spec->value && last.rest.startsWith(u'=')) {
            return u"--%1 takes no value; leave out the \"=\" and what follows"_s.arg(
                QLatin1String(last.spec->name));
        }
    }
    return parser.errorText();
}

/// What Qt's parser lets pass: no value, or two, and a letter behind two dashes.
QString complaint(const OptionSpec &spec, const QStringList &values, const QStringList &options)
{
    if (spec.value && values.contains(QString()))
        return needsValue(spec);
    if (spec.value && !spec.isRepeatable && values.size() > 1)
        return u"--%1 is given twice; it counts once only"_s.arg(QLatin1String(spec.name));
    const QString letter = u"--"_s + QLatin1Char(spec.letter);
    for (const QString &option : options) {
        if (spec.letter != 0 && option.section(u'=', 0, 0) == letter)
            return u"unknown option "_s + letter;
    }
    return {};
}

/// "512K", "2MiB", "1.5gb", "300000"; powers of 1024. Empty when it is none, or less than one.
std::optional<qint64> bytesIn(QString number)
{
    number = number.toUpper();
    if (number.endsWith(u'B'))
        number.chop(1);
    if (number.endsWith(u'I')) // KiB
        number.chop(1);
    const qsizetype power = number.isEmpty() ? -1 : u"KMG"_s.indexOf(number.back());
    if (power >= 0)
        number.chop(1);
    bool ok = false;
    const double value = number.toDouble(&ok) * std::pow(1024.0, static_cast<double>(power + 1));
    return ok && value >= 1 && value <= 1e15 ? std::optional(static_cast<qint64>(value)) : std::nullopt;
}

} // namespace

Usage<Options> Options::parse(const QStringList &arguments, std::span<const OptionSpec> known)
{
    std::vector<OptionSpec> specs(known.begin(), known.end());
    specs.push_back({'h', "help"});
    QCommandLineParser parser;
    for (const OptionSpec &spec : specs) {
        QStringList names{QLatin1String(spec.name)};
        if (spec.letter != 0)
            names += QString(QLatin1Char(spec.letter));
        parser.addOption({names, {}, QLatin1String(spec.value)});
    }
    const QStringList options = arguments.mid(0, arguments.indexOf(u"--"_s));
    if (const QString why = missingValue(arguments, options.size(), specs); !why.isEmpty())
        return badUsage(why);
    if (!parser.parse(QStringList{QString()} + arguments))
        return badUsage(complaint(parser, options, specs));
    Options parsed;
    parsed.m_arguments = parser.positionalArguments();
    for (const OptionSpec &spec : specs) {
        const auto name = QLatin1String(spec.name);
        if (!parser.isSet(name))
            continue;
        const QStringList values = parser.values(name);
        if (const QString why = complaint(spec, values, options); !why.isEmpty())
            return badUsage(why);
        parsed.m_values.insert(name, values);
    }
    return parsed;
}

Usage<qint64> readNumber(const QString &option, const QString &text, qint64 least, qint64 most)
{
    bool ok = false;
    const qint64 number = text.toLongLong(&ok);
    if (!ok || number < least || number > most) {
        return badUsage(
            u"--%1 wants a whole number from %2 to %3, not \"%4\""_s.arg(option).arg(least).arg(most).arg(
                text.left(40)));
    }
    return number;
}

Usage<qint64> readRate(const QString &option, const QString &text)
{
    QString amount = text.trimmed();
    if (amount.endsWith("/s"_L1, Qt::CaseInsensitive))
        amount.chop(2);
    if (const auto bytes = bytesIn(amount))
        return *bytes;
    return badUsage(
        u"--%1 wants bytes per second like 512K, 2M or 1.5G, not \"%2\""_s.arg(option, text.left(40)));
}

Usage<qint64> readSize(const QString &option, const QString &text)
{
    if (const auto bytes = bytesIn(text.trimmed()))
        return *bytes;
    return badUsage(u"--%1 wants bytes like 500M or 2G, not \"%2\""_s.arg(option, text.left(40)));
}

Usage<int> readChoice(const QString &option, const QString &text, const QStringList &choices)
{
    const qsizetype index = choices.indexOf(text);
    if (index < 0) {
        return badUsage(
            u"--%1 wants one of %2, not \"%3\""_s.arg(option, choices.join(", "_L1), text.left(40)));
    }
    return static_cast<int>(index);
}

} // namespace app
