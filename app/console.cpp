#include "app/console.h"

#include "app/text.h"
#include "core/source.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>
#include <cerrno>
#include <cstdio>
#include <system_error>

namespace app {

using namespace Qt::StringLiterals;

namespace {

/// Whatever came into a message from outside: names, addresses, arguments.
QString harmless(const QString &text)
{
    QStringList lines = text.split(u'\n');
    for (QString &line : lines)
        line = printable(line);
    return lines.join(u'\n');
}

/// The first one that writing to standard output met.
int g_outputError = 0;

} // namespace

void print(Stream stream, const QString &text)
{
    FILE *file = stream == Stream::Out ? stdout : stderr;
    const QByteArray bytes = core::withoutCredentials(text).toUtf8();
    const auto size = static_cast<std::size_t>(bytes.size());
    const bool isWritten = std::fwrite(bytes.constData(), 1, size, file) == size && std::fflush(file) == 0;
    if (!isWritten && stream == Stream::Out && g_outputError == 0)
        g_outputError = errno == 0 ? EIO : errno;
}

QString outputTrouble()
{
    return g_outputError == 0 ? QString()
                              : QString::fromStdString(std::generic_category().message(g_outputError));
}

void printLine(Stream stream, const QString &line)
{
    print(stream, harmless(line) + u'\n');
}

QJsonValue orNull(qint64 number)
{
    return number < 0 ? QJsonValue() : QJsonValue(number);
}

QString jsonLine(const QJsonObject &object)
{
    const QString text = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    QString line;
    line.reserve(text.size());
    for (const QChar c : text) {
        const auto category = c.category();
        if (category == QChar::Other_Control || category == QChar::Other_Format ||
            category == QChar::Separator_Line || category == QChar::Separator_Paragraph)
            line += QStringLiteral("\\u%1").arg(uint(c.unicode()), 4, 16, QLatin1Char('0'));
        else
            line += c;
    }
    return line;
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
