#include "core/transfer/filefetch.h"

#include "core/async.h"
#include "core/errortable.h"
#include "core/transfer/chunkproof.h"
#include "core/transfer/chunkprovenance.h"
#include "core/transfer/fetch/partfilesink.h"
#include "core/transfer/routing/objectrecord.h"
#include "core/transfer/routing/recordclaim.h"

namespace transfer {

namespace {

Event tableEvent(const blte::ChunkTable &table)
{
    const auto known = [](std::uint64_t size) {
        return size == blte::kUnknownSize ? -1 : static_cast<qint64>(size);
    };
    Event event;
    event.kind = Event::Kind::TableKnown;
    event.chunks = static_cast<qint64>(table.size());
    event.encodedSize = known(table.encodedSize());
    event.decodedSize = known(table.decodedSize());
    if (table.kind() == blte::TableKind::Blte || table.kind() == blte::TableKind::Encoded)
        event.ekey = QByteArray::fromStdString(blte::toHex(table.headerMd5()));
    return event;
}

Event trailingEvent(qint64 bytes, const QString &host)
{
    Event event;
    event.kind = Event::Kind::TrailingBytes;
    event.bytes = bytes;
    event.mirror = host;
    return event;
}

/// A file of no bytes is proven by that.
bool isEmptyFile(const TransferRequest &order)
{
    return !order.isRaw && order.source.decodedSize == 0 && order.source.contentKey &&
           order.source.contentKey->digest == blte::md5({});
}

Failure failureOf(const core::Error &error)
{
    return {error, core::healsWithTime(error.kind), {}};
}

} // namespace

FileFetch::FileFetch(TransferServices &services, TransferRequest &order, std::shared_ptr<Counters> counters,
                     Checkpointer &checkpoints, Finisher &finisher)
    : m_services(services)
    , m_order(order)
    , m_counters(std::move(counters))
    , m_checkpoints(checkpoints)
    , m_finisher(finisher)
{
}

FileFetch::~FileFetch() = default;

/// Of the part file, for the lanes.
std::shared_ptr<Sink> FileFetch::sink() const
{
    return m_partial ? std::make_shared<PartFileSink>(m_partial) : nullptr;
}

void FileFetch::makeScheduler()
{
    if (!m_order.source.slice)
        m_order.sharedConnection.reset(); // a file that is not fetched in passing is one like any other
    m_scheduler = std::make_unique<SegmentScheduler>(m_services, m_order, sink(), m_counters);
    connect(m_scheduler.get(), &SegmentScheduler::happened, this, &FileFetch::happened);
    connect(m_scheduler.get(), &SegmentScheduler::nameAsked, this, &FileFetch::nameAsked);
    connect(m_scheduler.get(), &SegmentScheduler::headKnown, this, &FileFetch::onHead);
    connect(m_scheduler.get(), &SegmentScheduler::chunksFinished, this,
            [this] { m_finisher.follow(m_partial, m_map->contiguousDecoded()); });
    connect(m_scheduler.get(), &SegmentScheduler::finished, this, &FileFetch::finished);
    connect(m_scheduler.get(), &SegmentScheduler::gaveUp, this, &FileFetch::gaveUp);
    connect(m_scheduler.get(), &SegmentScheduler::stopped, this, &FileFetch::stopped);
}

void FileFetch::askHead()
{
    m_doing = Doing::Fetching;
    makeScheduler();
    m_scheduler->demote(m_restarts.distrusted());
    HeadWish wish = m_earlier.headWish(m_order);
    wish.asksOnce = m_restarts.asksOnce();
    if (m_restarts.any() && !wish.begunSize)
        wish.pages = PagePolicy::Suspect;
    m_scheduler->fetchHead(wish);
}

void FileFetch::adopt(const Opening &opening)
{
    m_partial = opening.found.partial;
    m_version = opening.version;
    m_earlier.adopt(opening);
}

bool FileFetch::proceed(const Opening &opening)
{
    if (!m_scheduler || m_earlier.isThere() || opening.table)
        return false;
    m_scheduler->proceed(sink());
    return true;
}

/// Nobody is asked for nothing.
void FileFetch::makeEmpty()
{
    const auto table = std::make_shared<const blte::ChunkTable>(blte::ChunkTable::plain(0, 1));
    const auto record = recordFor(*table, m_order.source, {});
    core::runOn(
        m_services.disk(),
        [sink = sink(), record] { return sink->begin(record, Sink::Snapshot::AtCheckpoint); }, this,
        [this, table](const core::Result<void> &begun) {
            if (m_doing == Doing::Stopping)
                return Q_EMIT stopped();
            if (!begun)
                return Q_EMIT gaveUp(failureOf(begun.error()));
            setTable(table);
            Q_EMIT tableKnown();
            Q_EMIT finished();
        });
}

void FileFetch::fetch(const std::shared_ptr<const blte::ChunkTable> &table)
{
    m_doing = Doing::Fetching;
    if (isEmptyFile(m_order))
        return makeEmpty();
    if (table) {
        makeScheduler();
        setTable(table);
        return goOn();
    }
    const bool mayPass = m_order.sharedConnection && !m_earlier.isThere() && !m_restarts.any();
    if (!mayPass || !m_passing.start(sink(), m_counters, [this](const SmallEnd &end, const QString &host) {
            onPassed(end, host);
        }))
        askHead();
}

void FileFetch::onPassed(const SmallEnd &end, const QString &host)
{
    if (m_doing == Doing::Stopping)
        return Q_EMIT stopped();
    if (core::isStorage(end.error.kind))
        return Q_EMIT gaveUp(failureOf(end.error));
    if (!end.table) { // it needs more than that
        m_counters->encodedDone = 0;
        m_counters->decodedDone = 0;
        return askHead();
    }
    m_passedBy = host;
    m_version = end.version;
    setTable(end.table);
    if (end.trailingBytes > 0)
        Q_EMIT happened(trailingEvent(end.trailingBytes, host));
    m_map->set({0, m_map->size()}, ChunkState::Done);
    for (const LockedChunk &locked : end.locked) {
        m_map->set(locked.chunk, ChunkState::Locked);
        Q_EMIT happened(eventOf(locked));
    }
    m_services.lookAtMemory();
    Q_EMIT tableKnown();
    Q_EMIT finished();
}

void FileFetch::onHead(const Head &head)
{
    m_version = versionText(head.version, head.completeLength);
    setTable(head.table);
    if (head.trailingBytes > 0)
        Q_EMIT happened(trailingEvent(head.trailingBytes, head.host));
    if (m_earlier.isThere())
        return compareWithEarlier(head);
    m_map->set(head.run, ChunkState::InFlight);
    work();
}

void FileFetch::setTable(const std::shared_ptr<const blte::ChunkTable> &table)
{
    m_map = std::make_unique<ChunkMap>(table);
    m_checkpoints.setTable(table);
    Q_EMIT happened(tableEvent(*table));
}

/// Does it go on where an earlier attempt stopped?
void FileFetch::compareWithEarlier(const Head &head)
{
    const Likeness likeness = m_earlier.likenessTo(head, m_order);
    if (likeness == Likeness::Same)
        return m_earlier.hasDoubtful() ? proveDoubtful() : goOn();
    const core::Error error{
        core::ErrorKind::ContentChanged,
        likeness == Likeness::Other
            ? QStringLiteral("%1 describes another file").arg(head.host)
            : QStringLiteral("nothing tells whether it is still the same at %1").arg(head.host)};
    // What a redirect leads to may be anything.
    if (head.isRedirected && likeness == Likeness::Other)
        Q_EMIT astray(error);
    else
        Q_EMIT stale(error);
}

/// The table is known now, and says what the chunks must be.
void FileFetch::proveDoubtful()
{
    const auto evidence =
        isProvenWhole(m_order.source, m_order.isRaw) ? Evidence::ContentKey : Evidence::ChunkDigests;
    core::runIn(
        m_services.hashing(),
        [partial = m_partial, table = m_map->sharedTable(), chunks = m_earlier.doubtful(), evidence] {
            return proveChunks(*partial, *table, chunks, evidence);
        },
        this, [this](const core::Result<QBitArray> &proven) { onProven(proven); });
}

void FileFetch::onProven(const core::Result<QBitArray> &proven)
{
    if (m_doing != Doing::Fetching)
        return;
    if (!proven)
        return Q_EMIT gaveUp(failureOf(proven.error()));
    Q_EMIT happened(m_earlier.believe(*proven, m_map->table()));
    goOn();
}

void FileFetch::goOn()
{
    Q_EMIT happened(m_earlier.resume(*m_map, m_order.source));
    work();
}

void FileFetch::work()
{
    m_counters->encodedDone = static_cast<qint64>(m_map->encodedDone());
    m_counters->decodedDone = static_cast<qint64>(m_map->decodedDone());
    m_services.lookAtMemory();
    Q_EMIT tableKnown();
    m_checkpoints.start(m_partial);
    m_scheduler->work(*m_map);
}

void FileFetch::stop()
{
    m_doing = Doing::Stopping;
    m_passing.drop();
    if (m_scheduler)
        m_scheduler->stop();
}

std::optional<Restarts::Why> FileFetch::reasonToBeginAgain(const Failure &failure) const
{
    EndedAttempt ended;
    ended.kind = failure.error.kind;
    ended.isCut = failure.isCut;
    ended.hasChanged = m_scheduler && m_scheduler->hasChanged();
    const bool isPlain = m_partial && m_partial->record().headerSize == 0;
    ended.isUnproven = m_earlier.isThere() || isPlain;
    const auto why = reasonFor(ended);
    return why && mayBeginAgain(*why) ? why : std::nullopt;
}

bool FileFetch::mayBeginAgain(Restarts::Why why) const
{
    return m_restarts.may(why, static_cast<std::size_t>(m_order.source.mirrors.size()));
}

void FileFetch::giveUpOn(Restarts::Why why)
{
    m_restarts.began(why, m_scheduler ? m_scheduler->mirrors().mostUsed().url : QUrl());
}

void FileFetch::rest(std::function<void()> then)
{
    if (m_doing == Doing::Fetching)
        m_doing = Doing::Resting;
    if (!m_scheduler)
        return then();
    m_scheduler->disconnect(this);
    connect(m_scheduler.get(), &SegmentScheduler::stopped, this, std::move(then), Qt::QueuedConnection);
    m_scheduler->stop();
}

void FileFetch::forgetFile()
{
    m_earlier.forget();
    m_scheduler.reset();
    m_map.reset();
    m_passedBy.clear();
}

Commit FileFetch::toCommit()
{
    Commit commit;
    commit.partial = m_partial;
    commit.order = m_order;
    commit.table = m_checkpoints.takeTable();
    commit.origins = origins();
    commit.version = m_version;
    return commit;
}

void FileFetch::close(Checkpointer::Leave leave, std::function<void()> then)
{
    if (!m_partial)
        return then();
    m_checkpoints.close(std::exchange(m_partial, nullptr), origins(), leave, std::move(then));
}

QStringList FileFetch::hosts() const
{
    if (!m_passedBy.isEmpty())
        return {m_passedBy};
    return m_map ? hostsOf(*m_map, m_order.source) : QStringList();
}

/// How the chunks came (chunkprovenance.h). None where everything was there already and no map was needed.
QByteArray FileFetch::origins() const
{
    return m_map ? provenanceOf(*m_map, m_order.source) : QByteArray();
}

} // namespace transfer
