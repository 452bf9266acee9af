#include "core/storage/resumerecord.h"

#include "core/storage/crc32.h"

#include <QDataStream>
#include <QIODevice>
#include <QtEndian>

namespace storage {

namespace {

using core::ErrorKind;

/// 2 added the part file's time and the proofs, 3 the keys; what an older one lacks is unknown then.
constexpr quint32 kVersion = 3;
constexpr quint32 kOldestVersion = 1;
constexpr qsizetype kHeadSize = 16; // magic, version, payload length, CRC
constexpr qsizetype kCrcSize = 4;
constexpr quint8 kChunkTag = 'C';
constexpr quint8 kSpoolTag = 'S';
constexpr quint8 kStoredTag = 'N'; // what an earlier version does not know ends the notes for it
constexpr qsizetype kChunkNoteSize = 1 + 4 + 4 + 8 + 8 + 1 + kCrcSize;
constexpr qsizetype kSpoolNoteSize = 1 + 4 + 4 + 8 + kCrcSize;
constexpr qsizetype kStoredNoteSize = kSpoolNoteSize + 8;

std::span<const std::uint8_t> view(QByteArrayView bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.data()), static_cast<std::size_t>(bytes.size())};
}

void setUp(QDataStream &stream)
{
    stream.setVersion(QDataStream::Qt_6_4);
    stream.setByteOrder(QDataStream::LittleEndian);
}

void putBits(QDataStream &out, const QBitArray &bits)
{
    out.writeRawData(bits.bits(), static_cast<int>((bits.size() + 7) / 8));
}

QByteArray take(QDataStream &in, qint64 size)
{
    // The size is hostile: nothing is allocated that the file does not hold.
    if (size < 0 || size > in.device()->bytesAvailable()) {
        in.setStatus(QDataStream::ReadPastEnd);
        return {};
    }
    QByteArray bytes(size, Qt::Uninitialized);
    in.readRawData(bytes.data(), static_cast<int>(size));
    return bytes;
}

QBitArray takeBits(QDataStream &in, quint32 count)
{
    const QByteArray bytes = take(in, (qint64(count) + 7) / 8);
    return in.status() == QDataStream::Ok ? QBitArray::fromBits(bytes.constData(), count) : QBitArray();
}

void putProofs(QDataStream &out, const std::vector<ChunkNote> &proofs)
{
    out << static_cast<quint32>(proofs.size());
    for (const ChunkNote &proof : proofs)
        out << proof.chunk << proof.crc << proof.decodedOffset << proof.decodedSize;
}

std::vector<ChunkNote> takeProofs(QDataStream &in)
{
    constexpr qint64 kProofSize = 4 + 4 + 8 + 8;
    quint32 count = 0;
    in >> count;
    if (count > kMostProofs || count * kProofSize > in.device()->bytesAvailable())
        in.setStatus(QDataStream::ReadPastEnd);
    std::vector<ChunkNote> proofs(in.status() == QDataStream::Ok ? count : 0);
    for (ChunkNote &proof : proofs)
        in >> proof.chunk >> proof.crc >> proof.decodedOffset >> proof.decodedSize;
    return proofs;
}

void putKeys(QDataStream &out, const std::vector<blte::UsedKey> &keys)
{
    out << quint32(keys.size());
    for (const blte::UsedKey &key : keys)
        out << static_cast<quint64>(key.name) << key.check;
}

std::vector<blte::UsedKey> takeKeys(QDataStream &in)
{
    constexpr qint64 kKeySize = 8 + 4;
    quint32 count = 0;
    in >> count;
    if (count * kKeySize > in.device()->bytesAvailable())
        in.setStatus(QDataStream::ReadPastEnd);
    std::vector<blte::UsedKey> keys(in.status() == QDataStream::Ok ? count : 0);
    for (blte::UsedKey &key : keys) {
        quint64 name = 0;
        in >> name >> key.check;
        key.name = blte::KeyName{name};
    }
    return keys;
}

QByteArray payloadOf(const ResumeRecord &record)
{
    QByteArray payload;
    QDataStream out(&payload, QIODevice::WriteOnly);
    setUp(out);
    const QByteArray source =
        record.source.mirrors.isEmpty() ? QByteArray() : core::toLine(record.source).toUtf8();
    out << quint32(source.size());
    out.writeRawData(source.constData(), static_cast<int>(source.size()));
    out << record.headerSize << record.encodedSize << record.decodedSize << record.networkBytes
        << record.partSize;
    out.writeRawData(reinterpret_cast<const char *>(record.tableDigest.data()),
                     int(record.tableDigest.size()));
    out << quint32(record.finished.size());
    putBits(out, record.finished);
    QBitArray locked = record.locked;
    locked.resize(record.finished.size());
    putBits(out, locked);
    out << record.partModified;
    putProofs(out, record.proofs);
    putKeys(out, record.usedKeys);
    return payload;
}

tl::unexpected<core::Error> unreadable(const char *why)
{
    return core::failure(ErrorKind::RecordUnreadable, QString::fromLatin1(why));
}

core::Result<ResumeRecord> readPayload(const QByteArray &payload, quint32 version)
{
    ResumeRecord record;
    QDataStream in(payload);
    setUp(in);
    quint32 size = 0;
    in >> size;
    const QByteArray line = take(in, size);
    in >> record.headerSize >> record.encodedSize >> record.decodedSize >> record.networkBytes >>
        record.partSize;
    const QByteArray digest = take(in, qint64(record.tableDigest.size()));
    quint32 chunks = 0;
    in >> chunks;
    record.finished = takeBits(in, chunks);
    record.locked = takeBits(in, chunks);
    if (version > 1) {
        in >> record.partModified;
        record.proofs = takeProofs(in);
    }
    if (version > 2)
        record.usedKeys = takeKeys(in);
    if (in.status() != QDataStream::Ok || !in.atEnd())
        return unreadable("the snapshot's sizes contradict each other");
    std::copy(digest.begin(), digest.end(), record.tableDigest.begin());
    if (line.isEmpty())
        return record;
    auto source = core::sourceFromLine(QString::fromUtf8(line));
    if (!source)
        return core::failure(ErrorKind::RecordUnreadable, source.error().detail);
    record.source = std::move(*source);
    return record;
}

struct Head
{
    QByteArray magic;
    quint32 version = 0, payloadSize = 0, crc = 0;
};

Head readHead(const QByteArray &bytes)
{
    Head head;
    QDataStream in(bytes);
    setUp(in);
    head.magic = take(in, 4);
    in >> head.version >> head.payloadSize >> head.crc;
    return head;
}

quint32 snapshotCrc(const QByteArray &bytes, qsizetype payloadSize)
{
    return crc32(view(bytes).subspan(kHeadSize, std::size_t(payloadSize)), crc32(view(bytes).subspan(4, 8)));
}

ChunkNote readChunkNote(QDataStream &in)
{
    ChunkNote note;
    quint8 locked = 0;
    in >> note.chunk >> note.crc >> note.decodedOffset >> note.decodedSize >> locked;
    note.locked = locked != 0;
    return note;
}

SpoolNote readSpoolNote(QDataStream &in, quint8 tag)
{
    SpoolNote note;
    in >> note.chunk >> note.crc >> note.length;
    if (tag == kStoredTag)
        in >> note.storedAt.emplace();
    return note;
}

/// 0 for what is no note.
qsizetype sizeOfNote(quint8 tag)
{
    switch (tag) {
    case kChunkTag:
        return kChunkNoteSize;
    case kSpoolTag:
        return kSpoolNoteSize;
    case kStoredTag:
        return kStoredNoteSize;
    default:
        return 0;
    }
}

/// Reads the note at the start of `bytes` and returns its size; 0 when there is no whole, undamaged one.
qsizetype readNote(const QByteArray &bytes, quint32 seed, ResumeLog::Content &content)
{
    const quint8 tag = bytes.isEmpty() ? quint8(0) : quint8(bytes.front());
    const qsizetype size = sizeOfNote(tag);
    if (size == 0 || bytes.size() < size)
        return 0;
    QDataStream in(bytes.mid(1, size - 1));
    setUp(in);
    ChunkNote chunk;
    SpoolNote spool;
    if (tag == kChunkTag)
        chunk = readChunkNote(in);
    else
        spool = readSpoolNote(in, tag);
    quint32 crc = 0;
    in >> crc;
    if (crc != crc32(view(bytes).first(std::size_t(size - kCrcSize)), seed))
        return 0;
    if (tag == kChunkTag)
        content.chunks.push_back(chunk);
    else
        content.spools.push_back(spool);
    return size;
}

} // namespace

QByteArray snapshotBytes(const ResumeRecord &record)
{
    const QByteArray payload = payloadOf(record);
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    setUp(out);
    out.writeRawData("SLUR", 4);
    out << kVersion << quint32(payload.size()) << quint32(0);
    out.writeRawData(payload.constData(), static_cast<int>(payload.size()));
    const quint32 crc = snapshotCrc(bytes, payload.size());
    out.device()->seek(kHeadSize - kCrcSize);
    out << crc;
    return bytes;
}

quint32 seedOf(const QByteArray &snapshot)
{
    return readHead(snapshot).crc;
}

NoteBytes noteBytes(const Note &note, quint32 seed)
{
    NoteBytes bytes;
    const auto put = [&bytes](auto... values) {
        ((values = qToLittleEndian(values),
          bytes.append(reinterpret_cast<const char *>(&values), sizeof values)),
         ...);
    };
    if (const auto *c = std::get_if<ChunkNote>(&note))
        put(kChunkTag, c->chunk, c->crc, c->decodedOffset, c->decodedSize, quint8(c->locked ? 1 : 0));
    else if (const auto *s = std::get_if<SpoolNote>(&note); s && s->storedAt)
        put(kStoredTag, s->chunk, s->crc, s->length, *s->storedAt);
    else if (s)
        put(kSpoolTag, s->chunk, s->crc, s->length);
    put(crc32(view(bytes), seed));
    return bytes;
}

core::Result<ResumeLog::Content> parseResumeLog(const QByteArray &bytes)
{
    if (bytes.size() < kHeadSize)
        return unreadable("too short");
    const Head head = readHead(bytes);
    if (head.magic != "SLUR")
        return unreadable("not a resume record");
    if (head.version < kOldestVersion || head.version > kVersion)
        return unreadable("written by another version of Sluice");
    if (head.payloadSize > bytes.size() - kHeadSize || head.crc != snapshotCrc(bytes, head.payloadSize))
        return unreadable("the snapshot is damaged");
    auto record = readPayload(bytes.mid(kHeadSize, head.payloadSize), head.version);
    if (!record)
        return tl::unexpected(record.error());
    ResumeLog::Content content;
    content.record = std::move(*record);
    qsizetype at = kHeadSize + qsizetype(head.payloadSize);
    while (const qsizetype size = readNote(bytes.mid(at, kChunkNoteSize), head.crc, content))
        at += size;
    return content;
}

} // namespace storage
