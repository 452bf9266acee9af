#include "app/console.h"

#include <cstdio>

namespace app {

using namespace Qt::StringLiterals;

void print(Stream stream, const QString &text)
{
    FILE *file = stream == Stream::Out ? stdout : stderr;
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), file);
    std::fflush(file);
}

void printLine(Stream stream, const QString &line)
{
    print(stream, line + u'\n');
}

void complain(const QString &message)
{
    printLine(Stream::Error, u"sluice: "_s + message);
}

void complainUsage(const QString &command, const QString &message)
{
    const QString name = command.isEmpty() ? u"sluice"_s : u"sluice "_s + command;
    printLine(Stream::Error, u"%1: %2. See: %1 --help"_s.arg(name, message));
}

} // namespace app
