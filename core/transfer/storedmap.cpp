#include "core/transfer/storedmap.h"

#include "core/storage/filesystem.h"
#include "core/storage/journalfile.h"
#include "core/storage/keptfolder.h"
#include "core/storage/partpaths.h"
#include "core/storage/receipt.h"
#include "core/transfer/chunkprovenance.h"
#include "core/transfer/fetch/headreader.h"
#include "core/transfer/routing/state.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace transfer {

namespace {

constexpr quint64 kHeaderlessHeader = 8;
/// Tables and origins, of files that may be gone without our knowing.
constexpr qsizetype kMostKept = 20'000;

QString tableFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/tables");
}

QString tablePath(const QString &target)
{
    const QString absolute = QDir::cleanPath(QFileInfo(target).absoluteFilePath());
    const QByteArray name = QCryptographicHash::hash(absolute.toUtf8(), QCryptographicHash::Sha1);
    return tableFolder() % u'/' % QString::fromLatin1(name.toHex());
}

QString originsPath(const QString &target)
{
    return tablePath(target) + QStringLiteral(".origins");
}

void put(QByteArray &bytes, std::uint64_t number, int size)
{
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8)
        bytes.append(static_cast<char>(number >> shift & 0xff));
}

void put(QByteArray &bytes, const blte::Digest &digest)
{
    bytes.append(reinterpret_cast<const char *>(digest.data()), static_cast<qsizetype>(digest.size()));
}

/// The header as the object has it (format.md 2.1, big-endian).
QByteArray headerOf(const blte::ChunkTable &table)
{
    QByteArray bytes("BLTE");
    bytes.reserve(static_cast<qsizetype>(table.headerSize()));
    put(bytes, table.headerSize(), 4);
    put(bytes, table.format(), 1);
    put(bytes, table.size(), 3);
    for (std::size_t i = 0; i < table.size(); ++i) {
        put(bytes, table[i].encodedSize, 4);
        put(bytes, table[i].decodedSize, 4);
        put(bytes, table[i].md5);
        if (const blte::Digest *decoded = table.decodedMd5(i))
            put(bytes, *decoded);
    }
    return bytes;
}

using Table = std::shared_ptr<const blte::ChunkTable>;

/// `encodedSize` is that of the object, which may be longer than its table says; or unknown.
Table readTable(const QString &target, quint64 encodedSize = blte::kUnknownSize)
{
    QFile file(tablePath(target));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray bytes = file.readAll();
    blte::HeaderParser parser({encodedSize, {}});
    const auto taken = parser.push(
        {reinterpret_cast<const std::uint8_t *>(bytes.constData()), static_cast<std::size_t>(bytes.size())});
    return taken && parser.isComplete() ? std::make_shared<const blte::ChunkTable>(parser.takeTable())
                                        : Table();
}

Table plainTable(quint64 size)
{
    return std::make_shared<const blte::ChunkTable>(blte::ChunkTable::plain(size, pieceSizeFor(size)));
}

Table tableOf(const QString &target, const storage::ResumeRecord &record)
{
    if (record.headerSize == 0 && record.encodedSize != blte::kUnknownSize)
        return plainTable(record.encodedSize);
    return knownTable(target, record);
}

std::shared_ptr<ChunkMap> unfinishedMap(const QString &target, storage::JournalContent content)
{
    storage::ResumeRecord &record = content.record;
    const Table table = tableOf(target, record);
    if (!table || static_cast<qsizetype>(table->size()) != record.finished.size())
        return {};
    for (const storage::ChunkNote &note : content.chunks) {
        if (note.chunk >= record.finished.size())
            continue;
        record.finished.setBit(note.chunk, !note.locked);
        record.locked.setBit(note.chunk, note.locked);
    }
    auto map = std::make_shared<ChunkMap>(table);
    map->adopt(record.finished, record.locked);
    return map;
}

/// The receipt says that it is whole; the table may be one that an earlier file of this name had.
std::shared_ptr<ChunkMap> finishedMap(const QString &target, const core::Source &source, bool isRaw)
{
    const auto receipt = storage::validReceipt(target);
    if (!receipt || static_cast<Verdict>(receipt->verdict) == Verdict::Incomplete)
        return {};
    Table table = isRaw ? Table() : readTable(target);
    const auto size = static_cast<quint64>(receipt->size);
    const bool isOther = table && ((source.encodingKey && table->headerMd5() != source.encodingKey->digest) ||
                                   table->decodedSize() != size);
    if (isOther)
        table.reset();
    if (!table && (isRaw || !source.encodingKey))
        table = plainTable(size);
    if (!table)
        return {};
    auto map = std::make_shared<ChunkMap>(table);
    map->set({0, map->size()}, ChunkState::Done);
    return map;
}

} // namespace

void keepTable(const QString &target, const blte::ChunkTable &table)
{
    if (table.kind() != blte::TableKind::Blte || !storage::fs::makePrivateFolder(tableFolder()))
        return;
    if (const Table kept = readTable(target); kept && kept->headerMd5() == table.headerMd5())
        return;
    storage::tidyKept(tableFolder(), kMostKept);
    QFile file(tablePath(target));
    if (file.open(QIODevice::WriteOnly))
        file.write(headerOf(table)); // cut short, it would be refused when it is read
}

void forgetTable(const QString &target)
{
    QFile::remove(tablePath(target));
    QFile::remove(originsPath(target));
}

void keepProvenance(const QString &target, const QByteArray &origins)
{
    if (origins.isEmpty() || !storage::fs::makePrivateFolder(tableFolder()))
        return;
    QFile file(originsPath(target));
    if (file.open(QIODevice::WriteOnly))
        file.write(origins); // cut short, they would be ignored
}

QByteArray keptProvenance(const QString &target)
{
    QFile file(originsPath(target));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::shared_ptr<const blte::ChunkTable> keptTable(const QString &target, const storage::ResumeRecord &record)
{
    Table table = readTable(target, record.encodedSize);
    const bool isIt =
        table && table->headerMd5() == record.tableDigest && table->headerSize() == record.headerSize;
    return isIt ? table : Table();
}

std::shared_ptr<const blte::ChunkTable> knownTable(const QString &target, const storage::ResumeRecord &record)
{
    if (record.headerSize == 0)
        return {};
    if (record.headerSize != kHeaderlessHeader)
        return keptTable(target, record);
    const auto &key = record.source.encodingKey;
    return std::make_shared<const blte::ChunkTable>(
        blte::ChunkTable::headerless(record.encodedSize, key ? &*key : nullptr));
}

std::shared_ptr<const ChunkMap> storedMap(const QString &target, const core::Source &source, bool isRaw)
{
    auto content = storage::JournalFile(storage::recordPath(target)).load();
    const auto map = content && *content && (*content)->isOurs ? unfinishedMap(target, std::move(**content))
                                                               : finishedMap(target, source, isRaw);
    if (map)
        adoptProvenance(*map, keptProvenance(target), source);
    return map;
}

} // namespace transfer
