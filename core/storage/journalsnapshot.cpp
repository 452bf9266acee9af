#include "core/storage/journalsnapshot.h"

#include "core/storage/crc32.h"
#include "core/storage/journalstream.h"

#include <algorithm>

namespace storage {

using namespace journal;

namespace {

using core::ErrorKind;

/// 2 added the part file's time and the proofs, 3 the keys, 4 the seal, what else the part file is known by,
/// and the form. What an earlier one lacks is unknown; it is nobody's.
constexpr quint32 kVersion = 4;
constexpr quint32 kSealedSince = 4;
constexpr quint32 kOldestVersion = 1;
constexpr qsizetype kHeadSize = 16; // magic, version, payload length, CRC
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

/// What the seal stands under.
QByteArray sealedBytes(QByteArrayView payload)
{
    return QByteArray("resume record ") + QByteArray::number(kVersion) + payload.toByteArray();
}

QByteArray payloadOf(const ResumeRecord &record, const Seal &own)
{
    QByteArray payload;
    QDataStream out(&payload, QIODevice::WriteOnly);
    setUp(out);
    core::Source open = record.source; // the queue keeps its secrets
    open.headers.clear();
    const QByteArray source = open.mirrors.isEmpty() ? QByteArray() : core::toLine(open).toUtf8();
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
    putStamp(out, record.part);
    putProofs(out, record.proofs);
    putKeys(out, record.usedKeys);
    out << quint8(record.isRaw ? 1 : 0);
    const Seal::Mac mac = own.of(sealedBytes(payload));
    out.writeRawData(reinterpret_cast<const char *>(mac.data()), int(mac.size()));
    return payload;
}

tl::unexpected<core::Error> unreadable(const char *why)
{
    return core::failure(ErrorKind::RecordUnreadable, QString::fromLatin1(why));
}

/// What each version has behind the bits.
void takeSince(ResumeRecord &record, QDataStream &in, quint32 version)
{
    if (version >= kSealedSince) {
        quint8 isRaw = 0;
        record.part = takeStamp(in);
        record.proofs = takeProofs(in);
        record.usedKeys = takeKeys(in);
        in >> isRaw;
        record.isRaw = isRaw != 0;
        return;
    }
    if (version > 1) {
        in >> record.part.modified;
        record.proofs = takeProofs(in);
    }
    if (version > 2)
        record.usedKeys = takeKeys(in);
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
    takeSince(record, in, version);
    if (in.status() != QDataStream::Ok || !in.atEnd())
        return unreadable("the snapshot's sizes contradict each other");
    std::copy(digest.begin(), digest.end(), record.tableDigest.begin());
    if (line.isEmpty())
        return record;
    auto source = core::sourceFromLine(QString::fromUtf8(line));
    if (!source)
        return core::failure(ErrorKind::RecordUnreadable, source.error().detail);
    record.source = std::move(*source);
    if (version < kSealedSince)
        record.isRaw = record.headerSize == 0 && record.source.encodingKey;
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
    return crc32(core::bytesOf(bytes).subspan(kHeadSize, std::size_t(payloadSize)),
                 crc32(core::bytesOf(bytes).subspan(4, 8)));
}

void take(JournalContent &content, const Note &note)
{
    content.rest.reset();
    if (const auto *chunk = std::get_if<ChunkNote>(&note))
        content.chunks.push_back(*chunk);
    else if (const auto *spool = std::get_if<SpoolNote>(&note))
        content.spools.push_back(*spool);
    else
        content.rest = std::get<RestNote>(note);
}

} // namespace

QByteArray snapshotBytes(const ResumeRecord &record, const Seal &own)
{
    const QByteArray payload = payloadOf(record, own);
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

Seal noteSeal(const QByteArray &snapshot, const Seal &own)
{
    const Head head = readHead(snapshot);
    const QByteArray mac =
        snapshot.mid(kHeadSize, static_cast<qsizetype>(head.payloadSize)).right(Seal::kSize);
    return own.derived(QByteArray(QByteArrayLiteral("notes of ") + mac));
}

core::Result<JournalContent> parseJournal(const QByteArray &bytes, const Seal &own)
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
    const bool isSealed = head.version >= kSealedSince;
    if (isSealed && head.payloadSize < Seal::kSize)
        return unreadable("the snapshot has no seal");
    const QByteArray whole = bytes.mid(kHeadSize, head.payloadSize);
    const QByteArray payload = isSealed ? whole.chopped(Seal::kSize) : whole;
    auto record = readPayload(payload, head.version);
    if (!record)
        return tl::unexpected(record.error());
    JournalContent content;
    content.record = std::move(*record);
    content.isOurs = isSealed && own.holds(sealedBytes(payload), QByteArrayView(whole).last(Seal::kSize));
    const NoteEnd end{isSealed ? std::optional(noteSeal(bytes, own)) : std::nullopt, head.crc};
    qsizetype at = kHeadSize + qsizetype(head.payloadSize);
    while (const auto read = readNote(QByteArrayView(bytes).sliced(at), end)) {
        take(content, read->note);
        at += read->size;
    }
    return content;
}

} // namespace storage
