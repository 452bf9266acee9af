#include "core/transfer/storedmap.h"

#include "core/blte/headerparser.h"
#include "core/blte/headerwriter.h"
#include "core/storage/journalfile.h"
#include "core/storage/partpaths.h"
#include "core/storage/statestore.h"
#include "core/transfer/chunkprovenance.h"
#include "core/transfer/fetch/headreader.h"
#include "core/transfer/routing/state.h"

namespace transfer {

namespace {

using storage::StateStore;

constexpr quint64 kHeaderlessHeader = 8;

using Table = std::shared_ptr<const blte::ChunkTable>;

/// `encodedSize` is that of the object, which may be longer than its table says; or unknown.
Table readTable(const QString &target, quint64 encodedSize = blte::kUnknownSize)
{
    const QByteArray bytes = StateStore::own().load(StateStore::Kind::Table, target);
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
    const auto receipt = StateStore::own().validReceipt(target);
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
    if (table.kind() != blte::TableKind::Blte)
        return;
    const std::vector<std::uint8_t> header = blte::headerBytes(table);
    StateStore::own().keep(
        StateStore::Kind::Table, target,
        QByteArray(reinterpret_cast<const char *>(header.data()), static_cast<qsizetype>(header.size())));
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
        adoptProvenance(*map, StateStore::own().load(StateStore::Kind::Provenance, target), source);
    return map;
}

} // namespace transfer
