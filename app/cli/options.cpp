#include "app/cli/options.h"

#include <cmath>

namespace app {

using namespace Qt::StringLiterals;

/// Walks the arguments once.
class OptionReader
{
public:
    OptionReader(const QStringList &arguments, std::span<const OptionSpec> known)
        : m_left(arguments)
        , m_known(known)
    {
    }

    Usage<Options> read()
    {
        while (!m_left.isEmpty()) {
            const QString next = m_left.takeFirst();
            if (next == "--"_L1) {
                m_options.m_arguments += m_left;
                break;
            }
            if (auto ok = readOne(next); !ok)
                return badUsage(ok.error());
        }
        return m_options;
    }

private:
    Usage<void> readOne(const QString &text)
    {
        if (text.startsWith("--"_L1))
            return readLong(text.mid(2));
        if (text.startsWith(u'-') && text.size() > 1)
            return readLetters(text.mid(1));
        m_options.m_arguments += text;
        return {};
    }

    Usage<void> readLong(const QString &text)
    {
        const qsizetype equals = text.indexOf(u'=');
        const QString name = text.left(equals);
        const OptionSpec *spec = find([&](const OptionSpec &o) { return name == QLatin1String(o.name); });
        if (!spec)
            return badUsage(u"unknown option --"_s + name);
        if (equals < 0)
            return spec->value ? takeValue(*spec) : add(*spec, {});
        if (!spec->value)
            return badUsage(u"--%1 takes no value; leave out the \"=\" and what follows"_s.arg(name));
        return add(*spec, text.mid(equals + 1));
    }

    Usage<void> readLetters(const QString &text)
    {
        for (qsizetype i = 0; i < text.size(); ++i) {
            const OptionSpec *spec =
                find([&](const OptionSpec &o) { return o.letter != 0 && text[i] == QLatin1Char(o.letter); });
            if (!spec)
                return badUsage(u"unknown option -"_s + text[i]);
            if (spec->value)
                return i + 1 < text.size() ? add(*spec, text.mid(i + 1)) : takeValue(*spec);
            if (auto ok = add(*spec, {}); !ok)
                return ok;
        }
        return {};
    }

    Usage<void> takeValue(const OptionSpec &spec)
    {
        const bool isOption =
            !m_left.isEmpty() && m_left.first().size() > 1 && m_left.first().startsWith(u'-');
        if (m_left.isEmpty() || isOption) {
            return badUsage(
                u"--%1 needs a value: --%1=%2"_s.arg(QLatin1String(spec.name), QLatin1String(spec.value)));
        }
        return add(spec, m_left.takeFirst());
    }

    Usage<void> add(const OptionSpec &spec, const QString &value)
    {
        const auto name = QLatin1String(spec.name);
        if (spec.value && value.isEmpty())
            return badUsage(u"--%1 needs a value: --%1=%2"_s.arg(name, QLatin1String(spec.value)));
        QStringList &values = m_options.m_values[name];
        if (spec.value && !spec.isRepeatable && !values.isEmpty())
            return badUsage(u"--%1 is given twice; it counts once only"_s.arg(name));
        values += value;
        return {};
    }

    template <typename Predicate>
    const OptionSpec *find(Predicate predicate) const
    {
        static constexpr OptionSpec help{'h', "help", nullptr, false};
        const auto found = std::find_if(m_known.begin(), m_known.end(), predicate);
        if (found != m_known.end())
            return &*found;
        return predicate(help) ? &help : nullptr;
    }

    QStringList m_left;
    std::span<const OptionSpec> m_known;
    Options m_options;
};

Usage<Options> Options::parse(const QStringList &arguments, std::span<const OptionSpec> known)
{
    return OptionReader(arguments, known).read();
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
    QString number = text.trimmed().toUpper();
    if (number.endsWith("/S"_L1))
        number.chop(2);
    if (number.endsWith(u'B'))
        number.chop(1);
    if (number.endsWith(u'I')) // KiB
        number.chop(1);
    const qsizetype power = number.isEmpty() ? -1 : u"KMG"_s.indexOf(number.back());
    if (power >= 0)
        number.chop(1);
    bool ok = false;
    const double value = number.toDouble(&ok) * std::pow(1024.0, static_cast<double>(power + 1));
    if (!ok || !(value >= 1) || value > 1e15) {
        return badUsage(
            u"--%1 wants bytes per second like 512K, 2M or 1.5G, not \"%2\""_s.arg(option, text.left(40)));
    }
    return static_cast<qint64>(value);
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
