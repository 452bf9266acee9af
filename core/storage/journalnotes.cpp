#include "core/storage/journalnotes.h"

#include "core/storage/crc32.h"
#include "core/storage/journalstream.h"

#include <QtEndian>

namespace storage {

namespace {

constexpr quint8 kChunkTag = 'C';
constexpr quint8 kSpoolTag = 'S';
constexpr quint8 kStoredTag = 'N'; // what an earlier version does not know ends the notes for it
constexpr quint8 kRestTag = 'R';
// Without the seal, or in earlier versions the CRC, that ends a note.
constexpr qsizetype kChunkNoteSize = 1 + 4 + 4 + 8 + 8 + 1;
constexpr qsizetype kSpoolNoteSize = 1 + 4 + 4 + 8;
constexpr qsizetype kStoredNoteSize = kSpoolNoteSize + 8;
constexpr qsizetype kRestNoteSize = 1 + 8 + 8 + 8;

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
    case kRestTag:
        return kRestNoteSize;
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

bool holds(const NoteEnd &end, QByteArrayView note, QByteArrayView bytes)
{
    return end.seal ? end.seal->holds(note, bytes)
                    : qFromLittleEndian<quint32>(bytes.data()) == crc32(core::bytesOf(note), end.seed);
}

Note noteFrom(QByteArrayView bytes)
{
    const quint8 tag = quint8(bytes.front());
    const QByteArray rest = bytes.sliced(1).toByteArray();
    QDataStream in(rest);
    journal::setUp(in);
    if (tag == kChunkTag)
        return readChunkNote(in);
    if (tag == kRestTag)
        return RestNote{journal::takeStamp(in)};
    return readSpoolNote(in, tag);
}

} // namespace

NoteBytes noteBytes(const Note &note, const Seal &seal)
{
    NoteBytes bytes;
    const auto put = [&bytes](auto... values) {
        ((values = qToLittleEndian(values),
          bytes.append(reinterpret_cast<const char *>(&values), sizeof values)),
         ...);
    };
    if (const auto *c = std::get_if<ChunkNote>(&note))
        put(kChunkTag, c->chunk, c->crc, c->decodedOffset, c->decodedSize, quint8(c->locked ? 1 : 0));
    else if (const auto *r = std::get_if<RestNote>(&note))
        put(kRestTag, r->part.modified, r->part.changed, r->part.number);
    else if (const auto *s = std::get_if<SpoolNote>(&note); s && s->storedAt)
        put(kStoredTag, s->chunk, s->crc, s->length, *s->storedAt);
    else if (s)
        put(kSpoolTag, s->chunk, s->crc, s->length);
    const Seal::Mac mac = seal.of(bytes);
    bytes.append(reinterpret_cast<const char *>(mac.data()), Seal::kSize);
    return bytes;
}

std::optional<ReadNote> readNote(QByteArrayView bytes, const NoteEnd &end)
{
    const quint8 tag = bytes.isEmpty() ? quint8(0) : quint8(bytes.front());
    const qsizetype size = sizeOfNote(tag);
    const qsizetype endSize = end.seal ? Seal::kSize : journal::kCrcSize;
    if (size == 0 || bytes.size() < size + endSize ||
        !holds(end, bytes.first(size), bytes.sliced(size, endSize)))
        return std::nullopt;
    return ReadNote{noteFrom(bytes.first(size)), size + endSize};
}

} // namespace storage
