#include "core/transfer/event.h"

#include <algorithm>

namespace transfer {

namespace {

QString reason(const core::Error &error)
{
    const QString sentence = core::sentence(error.kind);
    return error.detail.isEmpty() ? sentence : sentence % u' ' % error.detail;
}

QString onMirror(const Event &event)
{
    return event.mirror.isEmpty() ? QString() : QStringLiteral(" on ") + event.mirror;
}

QString describeTable(const Event &event)
{
    if (event.encodedSize < 0 && event.decodedSize < 0)
        return QStringLiteral("the server does not tell the length");
    const auto bytes = [](qint64 size) {
        return size < 0 ? QStringLiteral("an unknown number of bytes")
                        : QString::number(size) + QStringLiteral(" bytes");
    };
    return QStringLiteral("%1 %2, %3 encoded, %4 decoded")
        .arg(event.chunks)
        .arg(event.chunks == 1 ? QStringLiteral("chunk") : QStringLiteral("chunks"), bytes(event.encodedSize),
             event.decodedSize < 0 ? QStringLiteral("unknown") : QString::number(event.decodedSize));
}

QString seconds(qint64 ms)
{
    return QString::number(static_cast<double>(ms) / 1000.0, 'f', 1) + QStringLiteral(" s");
}

} // namespace

Event eventOf(const LockedChunk &locked)
{
    Event event;
    event.kind = locked.isWrong ? Event::Kind::KeyWrong : Event::Kind::KeyMissing;
    event.chunk = locked.chunk;
    event.keyName = locked.keyName;
    return event;
}

QString describe(const Event &event)
{
    switch (event.kind) {
    case Event::Kind::Added:
        return QStringLiteral("added");
    case Event::Kind::Resumed:
        return QStringLiteral("going on: %1 bytes are kept from before").arg(event.bytes);
    case Event::Kind::TableKnown:
        return describeTable(event);
    case Event::Kind::Retry:
        return QStringLiteral("retry in ") % seconds(event.delayMs) % onMirror(event) % QStringLiteral(": ") %
               reason(event.error);
    case Event::Kind::ChunkRefetched:
        return QStringLiteral("chunk %1 is fetched again").arg(event.chunk) % onMirror(event) %
               QStringLiteral(": ") % reason(event.error);
    case Event::Kind::KeyMissing:
        return QStringLiteral("chunk %1 is locked: key %2 is missing")
            .arg(event.chunk)
            .arg(QString::fromStdString(blte::toHex(event.keyName)));
    case Event::Kind::KeyWrong:
        return QStringLiteral("chunk %1 is locked: key %2 seems wrong")
            .arg(event.chunk)
            .arg(QString::fromStdString(blte::toHex(event.keyName)));
    case Event::Kind::Waiting:
        return QStringLiteral("waiting") %
               (event.delayMs < 0 ? QString() : QLatin1Char(' ') + seconds(event.delayMs)) %
               QStringLiteral(": ") % reason(event.error);
    case Event::Kind::Restarted:
        return QStringLiteral("beginning anew: ") % reason(event.error);
    case Event::Kind::Paused:
        return QStringLiteral("paused");
    case Event::Kind::Done:
        return QStringLiteral("done: ") % toText(event.verdict);
    case Event::Kind::Failed:
        return QStringLiteral("failed: ") % reason(event.error);
    case Event::Kind::Checked:
        return QStringLiteral("verified again, as it lies on the disk") %
               (event.md5.isEmpty() ? QString() : QStringLiteral(": MD5 ") + QString::fromLatin1(event.md5));
    case Event::Kind::Distrusted:
        return QStringLiteral("what lies there is not believed, %1 bytes of it are proven: ")
                   .arg(std::max<qint64>(event.bytes, 0)) %
               reason(event.error);
    case Event::Kind::TrailingBytes:
        return event.bytes == 1
                   ? QStringLiteral("1 byte lies behind the last chunk and is left out")
                   : QStringLiteral("%1 bytes lie behind the last chunk and are left out").arg(event.bytes);
    case Event::Kind::FromCommunity:
        return QStringLiteral("came from the community mirror ") % event.mirror;
    case Event::Kind::ObjectMended:
        return QStringLiteral("%1: object at %2 was damaged, and is fetched again")
            .arg(event.error.detail)
            .arg(event.bytes);
    case Event::Kind::FileFailed:
    case Event::Kind::Note:
        return event.error.detail;
    }
    return {};
}

} // namespace transfer
