#include "core/storage/crc32.h"
#include "core/storage/journalsnapshot.h"

#include <QtEndian>
#include <cstdlib>

// Any bytes, as the file beside a part file: no crash, and a record that is read stays the same when it is
// written and read again. An even first byte: the rest is the file as it is. An odd one: the rest is the
// payload of a snapshot, which gets a right head, or nobody would ever come past the CRC; what follows the
// byte 0xff is a note and gets its seal, too.

namespace {

constexpr quint32 kVersion = 4;

QByteArray number(quint32 value)
{
    value = qToLittleEndian(value);
    return QByteArray(reinterpret_cast<const char *>(&value), sizeof value);
}

quint32 crcOf(const QByteArray &bytes, quint32 before)
{
    return storage::crc32(
        {reinterpret_cast<const std::uint8_t *>(bytes.constData()), static_cast<std::size_t>(bytes.size())},
        before);
}

QByteArray withHead(const QByteArray &payload)
{
    const QByteArray sizes = number(kVersion) + number(static_cast<quint32>(payload.size()));
    return QByteArray("SLUR") + sizes + number(crcOf(payload, crcOf(sizes, 0))) + payload;
}

QByteArray fileFrom(QByteArrayView input)
{
    const QByteArray rest = input.sliced(1).toByteArray();
    if (input.front() % 2 == 0)
        return rest;
    QList<QByteArray> parts = rest.split('\xff');
    QByteArray file = withHead(parts.takeFirst());
    const storage::Seal seal = storage::noteSeal(file);
    for (const QByteArray &note : std::as_const(parts)) {
        const storage::Seal::Mac mac = seal.of(note);
        file += note + QByteArray(reinterpret_cast<const char *>(mac.data()), storage::Seal::kSize);
    }
    return file;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const QByteArray file = fileFrom(QByteArrayView(data, static_cast<qsizetype>(size)));
    const auto content = storage::parseJournal(file);
    if (!content)
        return 0;
    if (content->record.finished.size() != content->record.locked.size() ||
        content->record.finished.size() > file.size() * 8)
        std::abort();
    QByteArray written = storage::snapshotBytes(content->record);
    const storage::Seal seal = storage::noteSeal(written);
    for (const storage::ChunkNote &note : content->chunks)
        written.append(storage::noteBytes(note, seal));
    for (const storage::SpoolNote &note : content->spools)
        written.append(storage::noteBytes(note, seal));
    const auto again = storage::parseJournal(written);
    if (!again || again->record != content->record || again->chunks != content->chunks ||
        again->spools != content->spools)
        std::abort();
    return 0;
}
