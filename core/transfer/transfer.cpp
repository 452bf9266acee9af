#include "core/transfer/transfer.h"

#include "core/async.h"
#include "core/storage/statestore.h"
#include "core/transfer/chunkprovenance.h"
#include "core/transfer/existing.h"
#include "core/transfer/fetch/sharedconnection.h"
#include "core/transfer/routing/objectrecord.h"
#include "core/transfer/storedmap.h"

#include <algorithm>

namespace transfer {

namespace {

// Small files come whole with the first request; of larger ones this is the first segment.
constexpr qint64 kFirstRequest = 1 << 20;
// Enough to meet a name, or to see that what is there is still what was begun.
constexpr qint64 kSniff = 4;
// The same where the header of an object that is kept as it is must be seen: most are no longer.
constexpr qint64 kSniffTable = 64 << 10;
constexpr std::chrono::seconds kCheckpoint{1};

/// Chunks that can be had for nothing are tried with the keys of today; others only when that is what is
/// wanted.
void tryLockedAgain(const Opening &opening, storage::ResumeRecord &record)
{
    if (opening.isUnlocking)
        record.locked.fill(false);
    for (const auto &[chunk, length] : opening.found.spools)
        record.locked.clearBit(chunk);
}

} // namespace

Transfer::Transfer(TransferServices &services, TransferRequest order, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_order(std::move(order))
{
    if (m_order.source.contentKey || m_order.source.checksum || m_order.proof || m_services.tuning.alwaysHash)
        m_hasher = std::make_shared<ContentHasher>(m_order.source.checksum);
    connect(&m_ticks, &QTimer::timeout, this, &Transfer::tick);
    connect(&m_silenceLooks, &QTimer::timeout, this, &Transfer::lookForSilence);
}

Transfer::~Transfer() = default;

void Transfer::start()
{
    if (!m_order.name.isEmpty())
        return open();
    listen();
    fetchHead(); // onNamed() follows
}

/// The URL does not say what to call the file. Perhaps the server does (Content-Disposition), or the address
/// that it redirects to. Its answer waits for the file, so that it need not be asked twice.
void Transfer::onNamed(const QString &dispositionName, const QString &urlName)
{
    if (m_isOpening || m_partial || m_isStopping || m_isEnding)
        return;
    if (m_order.name.isEmpty()) {
        m_order.name = dispositionName.isEmpty() ? urlName : dispositionName;
        if (m_order.name.isEmpty())
            m_order.name = QStringLiteral("download");
        Q_EMIT named(m_order.name);
    }
    open();
}

void Transfer::open()
{
    m_isOpening = true;
    core::runOn(
        m_services.disk(),
        [order = m_order, room = m_services.room, keys = m_services.keys, existing = m_existing] {
            return std::make_shared<core::Result<Opening>>(openTarget(order, room, keys.get(), existing));
        },
        this, [this](const std::shared_ptr<core::Result<Opening>> &opening) { onOpened(*opening); });
}

void Transfer::onOpened(const core::Result<Opening> &opening)
{
    m_isOpening = false;
    if (!opening)
        return m_isStopping ? endWith({opening.error(), false, {}}) : failBy(opening.error());
    if (opening->mustLook && !m_isStopping && !m_isEnding)
        return dropCrew([this, name = opening->name] {
            m_scheduler.reset();
            lookAtExisting(name);
        });
    m_partial = opening->found.partial;
    m_version = opening->version;
    if (m_partial)
        Q_EMIT opened(m_partial->part().volume());
    m_record = opening->found.record;
    m_origins = opening->origins;
    if (opening->isReplacing)
        m_order.whenExists = WhenExists::Overwrite;
    m_doubt = {opening->found.doubt, opening->found.doubtful};
    if (m_doubt.why.kind != core::ErrorKind::None && m_doubt.chunks.count(true) == 0)
        distrusted(0);
    if (m_record)
        tryLockedAgain(*opening, *m_record);
    if (opening->name != m_order.name) {
        m_order.name = opening->name;
        Q_EMIT named(m_order.name);
    }
    if (m_isEnding) // the scheduler gave up meanwhile
        return close([] {});
    if (m_isStopping)
        return dropCrew([this] { close([this] { Q_EMIT stopped(); }); });
    if (opening->completion) {
        m_isEnding = true;
        tellCheckedAgain(*opening->completion);
        return dropCrew([this, completion = *opening->completion] {
            close([this, completion] { Q_EMIT finished(completion); });
        });
    }
    const bool isNew = !m_record && !opening->table;
    if (m_scheduler && isNew)
        return m_scheduler->proceed(m_partial); // whose answer told the name
    dropCrew([this, table = opening->table, isCertain = opening->isCertain] {
        m_scheduler.reset();
        if (m_isStopping)
            return close([this] { Q_EMIT stopped(); });
        if (m_record && isComplete(*m_record) && isCertain)
            return commit(); // an earlier attempt could not
        table ? unlock(table) : fetch();
    });
}

void Transfer::fetch()
{
    listen();
    if (!fetchInPassing())
        fetchHead();
}

std::unique_ptr<SegmentScheduler> Transfer::makeCrew()
{
    if (!m_order.source.slice)
        m_order.sharedConnection.reset(); // a file that is not fetched in passing is one like any other
    auto scheduler = std::make_unique<SegmentScheduler>(m_services, m_order, m_partial, m_counters);
    connect(scheduler.get(), &SegmentScheduler::happened, this, &Transfer::tell);
    connect(scheduler.get(), &SegmentScheduler::nameAsked, this, &Transfer::onNamed);
    connect(scheduler.get(), &SegmentScheduler::headKnown, this, &Transfer::onHead);
    connect(scheduler.get(), &SegmentScheduler::chunksFinished, this, &Transfer::followOn);
    connect(scheduler.get(), &SegmentScheduler::finished, this, &Transfer::commit);
    connect(scheduler.get(), &SegmentScheduler::gaveUp, this, &Transfer::onGaveUp);
    connect(scheduler.get(), &SegmentScheduler::stopped, this, [this] {
        if (!m_isOpening) // onOpened() ends it
            close([this] { Q_EMIT stopped(); });
    });
    return scheduler;
}

void Transfer::fetchHead()
{
    m_scheduler = makeCrew();
    m_scheduler->demote(m_distrusted);
    if (m_record && m_record->encodedSize != blte::kUnknownSize)
        m_scheduler->suspectPages(m_record->encodedSize);
    else if (m_record || m_restarts.any())
        m_scheduler->suspectPages({});
    if (m_restarts.asksOnce())
        m_scheduler->askOnce();
    if (m_record)
        m_scheduler->fetchHead(std::max(static_cast<qint64>(m_record->headerSize),
                                        m_order.isRaw && m_order.source.encodingKey ? kSniffTable : kSniff),
                               false);
    else
        m_scheduler->fetchHead(kFirstRequest, true);
}

/// Everything that is not decoded yet lies here: the scheduler asks nobody.
void Transfer::unlock(const std::shared_ptr<const blte::ChunkTable> &table)
{
    m_scheduler = makeCrew();
    setTable(table);
    goOn();
}

void Transfer::onHead(const Head &head)
{
    m_version = versionText(head.version, head.completeLength);
    setTable(head.table);
    tellTrailing(head.trailingBytes, head.host);
    if (m_record)
        return adopt(head);
    m_map->set(head.run, ChunkState::InFlight);
    work();
}

void Transfer::setTable(const std::shared_ptr<const blte::ChunkTable> &table)
{
    m_map = std::make_unique<ChunkMap>(table);
    m_unkept = table;
    const auto known = [](std::uint64_t size) {
        return size == blte::kUnknownSize ? -1 : static_cast<qint64>(size);
    };
    Event event;
    event.kind = Event::Kind::TableKnown;
    event.chunks = static_cast<qint64>(table->size());
    event.encodedSize = known(table->encodedSize());
    event.decodedSize = known(table->decodedSize());
    if (table->kind() == blte::TableKind::Blte || table->kind() == blte::TableKind::Encoded)
        event.ekey = QByteArray::fromStdString(blte::toHex(table->headerMd5()));
    tell(event);
}

void Transfer::tellTrailing(qint64 bytes, const QString &host)
{
    if (bytes <= 0)
        return;
    Event event;
    event.kind = Event::Kind::TrailingBytes;
    event.bytes = bytes;
    event.mirror = host;
    tell(event);
}

/// Goes on where an earlier attempt stopped, if the object is still the same.
void Transfer::adopt(const Head &head)
{
    const auto fresh = recordFor(*head.table, m_order.source, head.version, m_order.isRaw);
    const Likeness likeness = likenessOf(fresh, head.version, *m_record);
    if (likeness != Likeness::Same) {
        const core::Error error{
            core::ErrorKind::ContentChanged,
            likeness == Likeness::Other
                ? QStringLiteral("%1 describes another file").arg(head.host)
                : QStringLiteral("nothing tells whether it is still the same at %1").arg(head.host)};
        // What a redirect leads to may be anything: it is no reason to give up what is there.
        const bool isAstray = head.isRedirected && likeness == Likeness::Other;
        return isAstray ? endWith({error, false}) : restart(Restarts::Why::Stale, error);
    }
    m_doubt.chunks.count(true) > 0 ? proveDoubtful() : goOn();
}

void Transfer::goOn()
{
    m_map->adopt(m_record->finished, m_record->locked);
    adoptProvenance(*m_map, m_origins, m_order.source);
    Event event;
    event.kind = Event::Kind::Resumed;
    event.bytes = static_cast<qint64>(m_map->encodedDone() - m_map->table().headerSize());
    tell(event);
    work();
}

void Transfer::work()
{
    m_counters->encodedDone = static_cast<qint64>(m_map->encodedDone());
    m_counters->decodedDone = static_cast<qint64>(m_map->decodedDone());
    m_services.lookAtMemory();
    Q_EMIT tableKnown();
    m_ticks.start(kCheckpoint);
    m_scheduler->work(*m_map);
}

/// Once a second: make what is written survive a power cut.
void Transfer::tick()
{
    m_services.lookAtMemory();
    if (m_isCheckpointing || !m_map || m_isEnding)
        return;
    m_isCheckpointing = true;
    const qint64 spent = m_counters->networkBytes - std::exchange(m_noted, m_counters->networkBytes.load());
    core::runOn(
        m_services.disk(),
        [partial = m_partial, spent, table = std::exchange(m_unkept, nullptr)] {
            if (table)
                keepTable(partial->target(), *table);
            partial->journal().addNetworkBytes(static_cast<quint64>(spent));
            return partial->journal().isDirty() ? partial->checkpoint() : core::Result<void>{};
        },
        this,
        [this](const core::Result<void> &result) {
            m_isCheckpointing = false;
            if (!result)
                failBy(result.error());
        });
}

void Transfer::stop()
{
    if (std::exchange(m_isStopping, true))
        return;
    m_ticks.stop();
    *m_mayLook = false;
    if (m_hasher)
        m_hasher->cancel();
    if (m_scheduler && !m_isEnding && !m_isRestarting)
        m_scheduler->stop();
    if (!m_passesAt.isEmpty())
        m_order.sharedConnection->lane().post(
            [sharedConnection = m_order.sharedConnection, partial = m_partial] {
                sharedConnection->drop(partial.get());
            });
}

void Transfer::plan()
{
    if (m_scheduler && !m_isStopping)
        m_scheduler->plan();
}

/// The last checkpoint, and the part file's lock given back; only then is the attempt over.
void Transfer::close(std::function<void()> then, Leave leave)
{
    if (!m_partial)
        return then();
    const qint64 spent = m_counters->networkBytes - m_noted;
    core::runOn(
        m_services.disk(),
        [partial = std::move(m_partial), spent, table = std::exchange(m_unkept, nullptr),
         origins = this->origins(), leave]() -> core::Result<void> {
            // Locked chunks may yet get their keys, and were a finished file perhaps.
            if (leave == Leave::Nothing && partial->record().locked.count(true) == 0) {
                storage::StateStore::own().forget(partial->target());
                return partial->discard();
            }
            if (table)
                keepTable(partial->target(), *table);
            storage::StateStore::own().keep(storage::StateStore::Kind::Provenance, partial->target(), origins);
            partial->journal().addNetworkBytes(static_cast<quint64>(spent));
            const auto kept = partial->journal().isDirty() ? partial->checkpoint() : core::Result<void>{};
            partial->close();
            return kept;
        },
        this, [then = std::move(then)](const core::Result<void> &) { then(); });
}

/// None where everything was there already and no map was needed.
QByteArray Transfer::origins() const
{
    return m_map ? provenanceOf(*m_map, m_order.source) : QByteArray();
}

Progress Transfer::progress() const
{
    Progress progress;
    progress.encodedDone = m_counters->encodedDone;
    progress.decodedDone = m_counters->decodedDone;
    progress.networkBytes = m_counters->networkBytes;
    progress.refetchedBytes = m_counters->refetchedBytes;
    if (m_map && m_map->table().encodedSize() != blte::kUnknownSize)
        progress.encodedSize = static_cast<qint64>(m_map->table().encodedSize());
    if (m_map && m_map->table().decodedSize() != blte::kUnknownSize)
        progress.decodedSize = static_cast<qint64>(m_map->table().decodedSize());
    return progress;
}

void Transfer::tell(Event event)
{
    event.time = QDateTime::currentDateTimeUtc();
    Q_EMIT happened(event);
}

} // namespace transfer
