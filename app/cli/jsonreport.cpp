#include "app/cli/jsonreport.h"

#include "app/console.h"
#include "app/text.h"
#include "core/hex.h"

#include <QJsonArray>
#include <QJsonObject>

namespace app {

using namespace Qt::StringLiterals;
using transfer::Event;

namespace {

void write(const QJsonObject &object)
{
    printLine(Stream::Out, jsonLine(object));
}

QJsonValue textOrNull(const QByteArray &hex)
{
    return hex.isEmpty() ? QJsonValue() : QJsonValue(QString::fromLatin1(hex));
}

QJsonObject done(const queue::Item &item, const Event &event)
{
    return {{u"event"_s, u"done"_s},
            {u"target"_s, item.source.set.isEmpty() ? item.target() : item.folder},
            {u"decodedSize"_s, orNull(item.progress.decodedSize)},
            {u"networkBytes"_s, item.progress.networkBytes},
            {u"md5"_s, textOrNull(event.md5)},
            {u"verdict"_s, transfer::toText(event.verdict)}};
}

/// Empty for what scripts are not told.
QJsonObject toJson(const queue::Item &item, const Event &event)
{
    const QString reason = core::name(event.error.kind);
    const QString &detail = event.error.detail;
    switch (event.kind) {
    case Event::Kind::Resumed:
        return {{u"event"_s, u"resumed"_s}, {u"bytes"_s, orNull(event.bytes)}};
    case Event::Kind::TableKnown:
        return {{u"event"_s, u"table"_s},
                {u"chunks"_s, orNull(event.chunks)},
                {u"encodedSize"_s, orNull(event.encodedSize)},
                {u"decodedSize"_s, orNull(event.decodedSize)},
                {u"ekey"_s, textOrNull(event.ekey)}};
    case Event::Kind::Retry:
        return {{u"event"_s, u"retry"_s},
                {u"mirror"_s, event.mirror},
                {u"reason"_s, reason},
                {u"detail"_s, detail},
                {u"delayMs"_s, orNull(event.delayMs)}};
    case Event::Kind::ChunkRefetched:
        return {{u"event"_s, u"chunkRefetched"_s},
                {u"chunk"_s, event.chunk},
                {u"mirror"_s, event.mirror},
                {u"reason"_s, reason}};
    case Event::Kind::KeyMissing:
    case Event::Kind::KeyWrong:
        return {{u"event"_s, u"missingKey"_s},
                {u"chunk"_s, event.chunk},
                {u"keyName"_s, core::hex(event.keyName)},
                {u"wrong"_s, event.kind == Event::Kind::KeyWrong}};
    case Event::Kind::Waiting:
        return {{u"event"_s, u"waiting"_s},
                {u"reason"_s, reason},
                {u"detail"_s, detail},
                {u"delayMs"_s, orNull(event.delayMs)}};
    case Event::Kind::Restarted:
        return {{u"event"_s, u"restarted"_s}, {u"reason"_s, reason}, {u"detail"_s, detail}};
    case Event::Kind::Distrusted:
        return {{u"event"_s, u"distrusted"_s},
                {u"reason"_s, reason},
                {u"detail"_s, detail},
                {u"bytes"_s, orNull(event.bytes)}};
    case Event::Kind::FromCommunity:
        return {{u"event"_s, u"communityMirror"_s}, {u"mirror"_s, event.mirror}};
    case Event::Kind::TrailingBytes:
        return {
            {u"event"_s, u"trailingBytes"_s}, {u"mirror"_s, event.mirror}, {u"bytes"_s, orNull(event.bytes)}};
    case Event::Kind::Done:
        return done(item, event);
    case Event::Kind::Failed:
        return {{u"event"_s, u"failed"_s}, {u"kind"_s, reason}, {u"detail"_s, detail}};
    case Event::Kind::Checked:
        return {{u"event"_s, u"verifiedAgain"_s}, {u"md5"_s, textOrNull(event.md5)}};
    case Event::Kind::Added:
    case Event::Kind::Paused:
    case Event::Kind::FileFailed:   // fileEnded() tells it
    case Event::Kind::ObjectMended: // of mirrors
    case Event::Kind::Note:
        break;
    }
    return {};
}

} // namespace

void JsonReport::added(Numbered file, const catalog::FoundSet *set)
{
    QJsonObject object{{u"event"_s, u"added"_s},
                       {u"id"_s, file.number},
                       {u"source"_s, core::toLine(core::withoutCredentials(file.item->source))},
                       {u"target"_s, set ? file.item->folder : file.item->target()}};
    if (set) {
        object.insert("files"_L1, set->files);
        object.insert("size"_L1, orNull(set->decodedSize));
        object.insert("encodedSize"_L1, orNull(set->encodedSize));
    }
    write(object);
    for (const QString &path : set ? set->strays : QStringList())
        write({{u"event"_s, u"stray"_s}, {u"id"_s, file.number}, {u"path"_s, path}});
}

void JsonReport::fileEnded(Numbered set, const transfer::SetFileEnd &file)
{
    const QJsonValue key = file.contentKey ? QJsonValue(core::hex(file.contentKey->digest)) : QJsonValue();
    QJsonObject object{{u"id"_s, set.number}, {u"path"_s, file.name}, {u"ckey"_s, key}};
    if (file.verdict == transfer::Verdict::None) {
        object.insert("event"_L1, u"fileFailed"_s);
        object.insert("kind"_L1, core::name(file.error.kind));
        object.insert("detail"_L1, file.error.detail);
    } else {
        object.insert("event"_L1, u"fileFinished"_s);
        object.insert("size"_L1, file.size);
        object.insert("verdict"_L1, transfer::toText(file.verdict));
    }
    write(object);
}

void JsonReport::happened(Numbered file, const transfer::Event &event)
{
    QJsonObject object = toJson(*file.item, event);
    if (object.isEmpty())
        return;
    object.insert("id"_L1, file.number);
    write(object);
}

void JsonReport::progressed(const QList<Numbered> &moved, const Totals &, qint64)
{
    for (const Numbered &file : moved) {
        const transfer::Progress &p = file.item->progress;
        QJsonObject object{{u"event"_s, u"progress"_s},
                           {u"id"_s, file.number},
                           {u"encodedDone"_s, p.encodedDone},
                           {u"encodedSize"_s, orNull(p.encodedSize)},
                           {u"decodedDone"_s, p.decodedDone},
                           {u"decodedSize"_s, orNull(p.decodedSize)},
                           {u"bytesPerSecond"_s, p.bytesPerSecond},
                           {u"networkBytes"_s, p.networkBytes}};
        if (p.filesTotal >= 0) {
            object.insert("filesDone"_L1, p.filesDone);
            object.insert("filesTotal"_L1, p.filesTotal);
        }
        write(object);
    }
}

void JsonReport::lost(int number, const QString &name, const core::Error &error)
{
    write({{u"event"_s, u"failed"_s},
           {u"id"_s, number},
           {u"source"_s, name},
           {u"kind"_s, core::name(error.kind)},
           {u"detail"_s, error.detail}});
}

void JsonReport::warned(const catalog::LoadWarning &warning)
{
    write({{u"event"_s, u"warning"_s},
           {u"id"_s, 0},
           {u"object"_s, warning.object},
           {u"host"_s, warning.host.isEmpty() ? QJsonValue() : QJsonValue(warning.host)},
           {u"detail"_s, warning.detail}});
}

void JsonReport::ended(const Totals &totals)
{
    write({{u"event"_s, u"summary"_s},
           {u"id"_s, 0},
           {u"done"_s, totals.done},
           {u"failed"_s, totals.failed},
           {u"filesOfSets"_s, totals.filesOfSets},
           {u"incomplete"_s, totals.incomplete},
           {u"unfinished"_s, totals.unfinished},
           {u"networkBytes"_s, totals.networkBytes},
           {u"metadataBytes"_s, totals.metadataBytes},
           {u"missingKeys"_s, QJsonArray::fromStringList(textsOf(totals.missingKeys))},
           {u"wrongKeys"_s, QJsonArray::fromStringList(textsOf(totals.wrongKeys))}});
}

} // namespace app
