#pragma once

#include "app/cli/optionspec.h"
#include "app/usage.h"

#include <QHash>
#include <QStringList>

namespace app {

/// A command line, taken apart by QCommandLineParser: -x VALUE, -xVALUE, -xy, --name VALUE, --name=VALUE.
/// Behind "--" everything is an argument, and "-" is one, too. Options and arguments mix freely. A value that
/// begins with "-" is given as --name=VALUE. --help is known everywhere. Names are not abbreviated.
class Options
{
public:
    static Usage<Options> parse(const QStringList &arguments, std::span<const OptionSpec> known);

    bool isSet(const char *name) const { return m_values.contains(QLatin1String(name)); }
    QString value(const char *name) const { return m_values.value(QLatin1String(name)).value(0); }
    QStringList values(const char *name) const { return m_values.value(QLatin1String(name)); }
    const QStringList &arguments() const { return m_arguments; }

private:
    QHash<QString, QStringList> m_values;
    QStringList m_arguments;
};

/// A whole number between `least` and `most`.
Usage<qint64> readNumber(const QString &option, const QString &text, qint64 least, qint64 most);
/// Bytes per second: "512K", "2M", "1.5G", "300000", a trailing "B" or "/s" is fine; powers of 1024.
Usage<qint64> readRate(const QString &option, const QString &text);
/// Bytes: "500M", "2G", "300000"; powers of 1024.
Usage<qint64> readSize(const QString &option, const QString &text);
/// The position of `text` in `choices`.
Usage<int> readChoice(const QString &option, const QString &text, const QStringList &choices);

} // namespace app
