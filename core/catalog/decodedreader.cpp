#include "core/catalog/decodedreader.h"

#include "core/blte/headerparser.h"
#include "core/blteerror.h"
#include "core/bytes.h"
#include "core/catalog/whilealive.h"

#include <QMutex>
#include <set>
#include <utility>

namespace catalog {

using core::ErrorKind;

namespace {

/// A header of seven chunks: all of it, of most encoding manifests.
constexpr qint64 kUsualHeader = 12 + 7 * 24;
/// 65,536 chunks: 16 GiB, of the usual 256 KiB.
constexpr std::uint64_t kLargestHeader = 12 + (24u << 16);

blte::HeaderParser parserFor(const CdnObject &object)
{
    blte::HeaderExpectation expectation;
    expectation.encodingKey = object.encodingKey;
    expectation.largestHeader = kLargestHeader;
    if (object.slice)
        expectation.encodedSize = static_cast<std::uint64_t>(object.slice->size());
    return blte::HeaderParser(expectation);
}

bool isHeader(const CdnObject &object, QByteArrayView bytes)
{
    auto parser = parserFor(object);
    return parser.push(core::bytesOf(bytes)) && parser.isComplete();
}

} // namespace

/// Ranges that came damaged, so that a failure for this reason is told from all others. Proofs are called on
/// any thread, and may outlive the reader.
class DecodedReader::DamagedRanges
{
public:
    void add(core::ByteRange range)
    {
        const QMutexLocker lock(&m_mutex);
        m_ranges.emplace(range.first, range.last);
    }
    bool has(core::ByteRange range)
    {
        const QMutexLocker lock(&m_mutex);
        return m_ranges.count({range.first, range.last}) > 0;
    }

private:
    QMutex m_mutex;
    std::set<std::pair<qint64, qint64>> m_ranges;
};

/// The chunks of a range, of each what belongs to it.
struct DecodedReader::Gathering
{
    ChunkReader::Table table;
    std::vector<ChunkPart> parts;
    std::vector<QByteArray> bytes; ///< of each part
    std::size_t missing = 0;       ///< parts on their way; 0 once one of them has failed
};

DecodedReader::DecodedReader(ObjectLoader &loader, CdnObject object, QObject *parent)
    : QObject(parent)
    , m_loader(loader)
    , m_object(std::move(object))
    , m_chunks(loader, m_object)
    , m_damaged(std::make_shared<DamagedRanges>())
{
}

DecodedReader::~DecodedReader() = default;

void DecodedReader::read(DecodedRange range, Done done)
{
    read(range, {}, std::move(done));
}

void DecodedReader::read(DecodedRange range, ObjectLoader::RangeProof isProven, Done done)
{
    ++m_readings;
    const Reading reading =
        std::make_shared<const Wanted>(Wanted{range, std::move(isProven), std::move(done)});
    const auto onTable = [this, reading](const core::Result<ChunkReader::Table> &table) {
        table ? start(reading, *table) : end(reading, core::failure(table.error()));
    };
    m_table.get(whileAlive(this, onTable), [this] { loadHead(); });
}

/// As much as most headers have. A longer one is asked for again from its beginning, once its size is known:
/// only all of it can be proven.
void DecodedReader::loadHead()
{
    const auto isPlausible = [object = m_object](QByteArrayView bytes) {
        return parserFor(object).push(core::bytesOf(bytes)).has_value();
    };
    const auto onHead = [this](const core::Result<QByteArray> &head) {
        if (!head)
            return m_table.set(core::failure(head.error()));
        auto parser = parserFor(m_object);
        const auto pushed = parser.push(core::bytesOf(*head));
        if (pushed && !parser.isComplete() && parser.headerSize() > static_cast<std::uint64_t>(head->size()))
            return loadHeader({0, static_cast<qint64>(parser.headerSize()) - 1});
        setTable(*head);
    };
    m_loader.loadRange(m_object, {0, kUsualHeader - 1}, isPlausible, whileAlive(this, onHead));
}

void DecodedReader::loadHeader(core::ByteRange range)
{
    const auto isProven = [object = m_object](QByteArrayView bytes) { return isHeader(object, bytes); };
    const auto onHeader = [this](const core::Result<QByteArray> &header) {
        header ? setTable(*header) : m_table.set(core::failure(header.error()));
    };
    m_loader.loadRange(m_object, range, isProven, whileAlive(this, onHeader));
}

void DecodedReader::setTable(const QByteArray &header)
{
    auto parser = parserFor(m_object);
    if (const auto pushed = parser.push(core::bytesOf(header)); !pushed)
        return m_table.set(core::failure(inWords(core::errorFrom(pushed.error()))));
    if (!parser.isComplete())
        return m_table.set(
            core::failure(inWords({ErrorKind::Truncated, QStringLiteral("ends in its header")})));
    blte::ChunkTable table = parser.takeTable();
    if (table.kind() == blte::TableKind::Blte)
        m_decodedSize = table.decodedSize();
    m_table.set(std::move(table));
}

void DecodedReader::start(const Reading &reading, const ChunkReader::Table &table)
{
    const bool isWhole = table->kind() == blte::TableKind::Headerless;
    auto parts = isWhole ? std::vector{ChunkPart{0, reading->range.first, reading->range.size}}
                         : partsOf(*table, reading->range);
    if (!parts || parts->empty()) {
        const auto answer =
            parts ? core::Result<QByteArray>(QByteArray()) : core::failure(inWords(parts.error()));
        const auto tell = [this, reading, answer] { end(reading, answer); };
        QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
        return;
    }
    const std::size_t count = parts->size();
    const auto gathering = std::make_shared<Gathering>(
        Gathering{table, std::move(*parts), std::vector<QByteArray>(count), count});
    const bool isInOne = reading->isProven && !isWhole && count == 1;
    const auto raw = isInOne ? rawRange(*table, gathering->parts.front()) : std::nullopt;
    raw ? readRaw(reading, *raw, gathering) : readChunks(reading, gathering);
}

/// By its chunk otherwise: also when the chunk is not of mode N, and only looks like it.
void DecodedReader::readRaw(const Reading &reading, core::ByteRange raw,
                            const std::shared_ptr<Gathering> &otherwise)
{
    const auto isProven = [reading, raw, damaged = m_damaged](QByteArrayView bytes) {
        const bool isRight = reading->isProven(bytes);
        if (!isRight)
            damaged->add(raw);
        return isRight;
    };
    const auto onRaw = [this, reading, raw, otherwise](const core::Result<QByteArray> &bytes) {
        if (bytes || !m_damaged->has(raw))
            return end(reading, bytes);
        QStringList hosts;
        for (const CdnHost &host : m_loader.hosts().hosts)
            hosts << host.name();
        Q_EMIT m_loader.warned({describe(m_object), hosts.join(QStringLiteral(", ")),
                                QStringLiteral("bytes %1 to %2 are damaged, and their whole chunk is fetched")
                                    .arg(raw.first)
                                    .arg(raw.last)});
        readChunks(reading, otherwise);
    };
    m_loader.loadRange(m_object, raw, isProven, whileAlive(this, onRaw));
}

void DecodedReader::readChunks(const Reading &reading, const std::shared_ptr<Gathering> &gathering)
{
    for (std::size_t i = 0; i < gathering->parts.size(); ++i) {
        const ChunkPart part = gathering->parts[i];
        const auto onChunk = [this, reading, gathering, part, i](const core::Result<QByteArray> &chunk) {
            if (gathering->missing == 0)
                return;
            if (!chunk) {
                gathering->missing = 0;
                return end(reading, chunk);
            }
            if (gathering->table->kind() == blte::TableKind::Headerless)
                m_decodedSize = static_cast<std::uint64_t>(chunk->size());
            gathering->bytes[i] =
                chunk->mid(static_cast<qsizetype>(part.first), static_cast<qsizetype>(part.size));
            if (--gathering->missing == 0)
                onGathered(reading, *gathering);
        };
        m_chunks.read(gathering->table, part.chunk, whileAlive(this, onChunk));
    }
}

void DecodedReader::onGathered(const Reading &reading, const Gathering &gathering)
{
    QByteArray bytes;
    for (const QByteArray &part : gathering.bytes)
        bytes += part;
    if (static_cast<std::uint64_t>(bytes.size()) != reading->range.size) {
        return end(reading,
                   core::failure(inWords({ErrorKind::HeaderCorrupt,
                                          QStringLiteral("has %1 bytes, and %2 from byte %3 on are wanted")
                                              .arg(m_decodedSize.value_or(0))
                                              .arg(reading->range.size)
                                              .arg(reading->range.first)})));
    }
    if (reading->isProven && !reading->isProven(bytes)) {
        return end(reading,
                   core::failure(inWords({ErrorKind::StreamCorrupt,
                                          QStringLiteral("%1 bytes from byte %2 on are damaged in the object "
                                                         "itself: the digests of its chunks are right")
                                              .arg(reading->range.size)
                                              .arg(reading->range.first)})));
    }
    end(reading, bytes);
}

/// Whoever is told may delete this.
void DecodedReader::end(const Reading &reading, const core::Result<QByteArray> &bytes)
{
    const QPointer<DecodedReader> self(this);
    reading->done(bytes);
    if (self && --m_readings == 0)
        m_chunks.forget();
}

core::Error DecodedReader::inWords(const core::Error &error) const
{
    return {error.kind, describe(m_object) + u": " + error.detail};
}

} // namespace catalog
