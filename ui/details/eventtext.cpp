#include "ui/details/eventtext.h"

#include "core/hex.h"
#include "ui/errortext.h"
#include "ui/format.h"
#include "ui/list/itemstatus.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

namespace ui {

namespace {

using transfer::Event;

struct Log
{
    Q_DECLARE_TR_FUNCTIONS(ui::Log)
};

QString because(const QString &what, const core::Error &error)
{
    QString text = what;
    if (error.kind != core::ErrorKind::None)
        text += QStringLiteral(": ") + errorPhrase(error);
    if (!error.detail.isEmpty())
        text += QStringLiteral(" (") + error.detail + QLatin1Char(')');
    return text;
}

QString seconds(qint64 milliseconds)
{
    return QLocale().toString(static_cast<double>(std::max<qint64>(milliseconds, 0)) / 1000.0, 'f', 1);
}

QString tableText(const Event &event)
{
    return Log::tr("Header read: %Ln chunk(s), %1 encoded, %2 decoded", nullptr,
                   static_cast<int>(event.chunks))
        .arg(formatSize(event.encodedSize), formatSize(event.decodedSize));
}

QString doneText(const Event &event)
{
    QString text = Log::tr("Done: %1").arg(verdictText(event.verdict));
    if (!event.md5.isEmpty())
        text += QStringLiteral(", MD5 ") + QString::fromLatin1(event.md5);
    return text;
}

QString troubleText(const Event &event)
{
    switch (event.kind) {
    case Event::Kind::Retry:
        return because(Log::tr("Retry in %1 s on %2").arg(seconds(event.delayMs), event.mirror), event.error);
    case Event::Kind::ChunkRefetched:
        return because(
            Log::tr("Chunk %1 from %2 is fetched again").arg(formatCount(event.chunk), event.mirror),
            event.error);
    case Event::Kind::KeyMissing:
        return Log::tr("Chunk %1 needs the key %2").arg(formatCount(event.chunk), core::hex(event.keyName));
    case Event::Kind::KeyWrong:
        return Log::tr("Chunk %1 stays locked: the key %2 seems wrong")
            .arg(formatCount(event.chunk), core::hex(event.keyName));
    case Event::Kind::Waiting:
        if (event.delayMs < 0)
            return because(Log::tr("Waits"), event.error);
        return because(Log::tr("Waits %1 s").arg(seconds(event.delayMs)), event.error);
    case Event::Kind::Restarted:
        return because(Log::tr("Begins anew"), event.error);
    case Event::Kind::Distrusted:
        return because(Log::tr("What lies there is not believed; %1 of it are proven")
                           .arg(formatSize(std::max<qint64>(event.bytes, 0))),
                       event.error);
    case Event::Kind::FileFailed:
        return because(Log::tr("A file of the set failed"), event.error);
    case Event::Kind::ObjectMended:
        return Log::tr("%1: the object at byte %2 was damaged, and is fetched again")
            .arg(event.error.detail, formatCount(event.bytes));
    default:
        return because(Log::tr("Failed"), event.error);
    }
}

} // namespace

QString eventText(const Event &event)
{
    switch (event.kind) {
    case Event::Kind::Added:
        return Log::tr("Added");
    case Event::Kind::Resumed:
        return Log::tr("Resumed: %1 need not be fetched again").arg(formatSize(event.bytes));
    case Event::Kind::TableKnown:
        return tableText(event);
    case Event::Kind::Paused:
        return Log::tr("Paused");
    case Event::Kind::Done:
        return doneText(event);
    case Event::Kind::Checked:
        return event.md5.isEmpty() ? Log::tr("Read back from the disk: as it should be")
                                   : Log::tr("Read back from the disk: as it should be, MD5 %1")
                                         .arg(QString::fromLatin1(event.md5));
    case Event::Kind::TrailingBytes:
        return Log::tr("%1 after the last chunk are left out")
            .arg(formatSize(std::max<qint64>(event.bytes, 0)));
    case Event::Kind::FromCommunity:
        return Log::tr("Came from the community mirror %1").arg(event.mirror);
    case Event::Kind::Note:
        return event.error.detail;
    default:
        return troubleText(event);
    }
}

QString logLine(const Event &event)
{
    const QDateTime when = event.time.toLocalTime();
    return when.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) + QStringLiteral("  ") + eventText(event);
}

} // namespace ui
