#include "core/transfer/transfer.h"

#include "core/async.h"
#include "core/errortable.h"
#include "core/transfer/chunkproof.h"
#include "core/transfer/chunkprovenance.h"
#include "core/transfer/fetch/partfilesink.h"
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

/// Its bytes are not proven one by one.
bool isPlain(const storage::PartialDownload *partial)
{
    return partial && partial->record().headerSize == 0;
}

} // namespace

Transfer::Transfer(TransferServices &services, TransferRequest order, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_order(std::move(order))
    , m_silence(services, m_order, *m_counters, [this] {
        QStringList asked;
        if (!m_passing.host().isEmpty())
            asked << m_passing.host();
        for (const Mirror &mirror : asking() ? asking()->mirrors().all() : std::vector<Mirror>()) {
            if (mirror.connections > 0)
                asked << mirror.host;
        }
        return asked;
    })
{
    connect(&m_checkpoints, &Checkpointer::failed, this, &Transfer::failBy);
    connect(&m_silence, &SilenceWatch::silent, this, &Transfer::silent);
}

Transfer::~Transfer() = default;

void Transfer::moveTo(TransferStage stage)
{
    Q_ASSERT(canMove(m_stage, stage));
    m_stage = stage;
}

void Transfer::start()
{
    if (!m_order.name.isEmpty())
        return open();
    m_silence.start();
    fetchHead(); // onNamed() follows
}

/// The URL does not say what to call the file. Perhaps the server does (Content-Disposition), or the address
/// that it redirects to. Its answer waits for the file, so that it need not be asked twice.
void Transfer::onNamed(const QString &dispositionName, const QString &urlName)
{
    if (m_stage != TransferStage::Naming || m_isStopping)
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
    moveTo(TransferStage::Opening);
    core::runOn(
        m_services.disk(),
        [order = m_order, room = m_services.room, keys = m_services.keys, existing = m_existing] {
            return std::make_shared<core::Result<Opening>>(openTarget(order, room, keys.get(), existing));
        },
        this, [this](const std::shared_ptr<core::Result<Opening>> &opening) { onOpened(*opening); });
}

void Transfer::onOpened(const core::Result<Opening> &opening)
{
    const bool isOver = m_stage == TransferStage::Ending; // the scheduler gave up meanwhile
    if (!opening) {
        if (isOver)
            return;
        return m_isStopping ? endWith({opening.error(), false, {}}) : failBy(opening.error());
    }
    if (opening->mustLook && !m_isStopping && !isOver)
        return check(opening->name);
    adopt(*opening);
    if (isOver)
        return close([] {});
    if (m_isStopping)
        return dropScheduler([this] { endStopped(); });
    if (opening->completion) {
        moveTo(TransferStage::Ending);
        Event event;
        event.kind = Event::Kind::Checked;
        event.md5 = opening->completion->md5;
        tell(event);
        return dropScheduler([this, completion = *opening->completion] {
            close([this, completion] { Q_EMIT finished(completion); });
        });
    }
    moveTo(TransferStage::Fetching);
    const bool isNew = !m_earlier.isThere() && !opening->table;
    if (m_scheduler && isNew)
        return m_scheduler->proceed(m_sink); // whose answer told the name
    dropScheduler([this, table = opening->table, isCertain = opening->isCertain] {
        m_scheduler.reset();
        if (m_isStopping)
            return endStopped();
        if (m_earlier.isWhole() && isCertain)
            return commit(); // an earlier attempt could not
        fetch(table);
    });
}

/// Takes over what the disk has found.
void Transfer::adopt(const Opening &opening)
{
    m_partial = opening.found.partial;
    m_sink = m_partial ? std::make_shared<PartFileSink>(m_partial) : nullptr;
    if (m_partial)
        Q_EMIT opened(m_partial->part().volume());
    m_version = opening.version;
    m_earlier.adopt(opening);
    if (opening.isReplacing)
        m_order.whenExists = WhenExists::Overwrite;
    if (const auto loss = m_earlier.loss())
        tell(*loss);
    if (opening.name != m_order.name) {
        m_order.name = opening.name;
        Q_EMIT named(m_order.name);
    }
}

/// A file is there: is it what is wanted?
void Transfer::check(const QString &name)
{
    moveTo(TransferStage::Checking);
    dropScheduler([this, name] {
        m_scheduler.reset();
        if (m_isStopping)
            return endStopped();
        m_check = std::make_unique<ExistingCheck>(m_services, m_order, m_counters);
        connect(m_check.get(), &ExistingCheck::happened, this, &Transfer::tell);
        connect(m_check.get(), &ExistingCheck::failed, this, &Transfer::onGaveUp);
        connect(m_check.get(), &ExistingCheck::stopped, this, &Transfer::endStopped);
        connect(m_check.get(), &ExistingCheck::known, this, [this](const Existing &existing) {
            m_existing = existing;
            m_check.release()->deleteLater(); // this is called by it
            open();
        });
        m_check->start(m_order.folder + u'/' + name);
    });
}

/// Whose requests are under way, if anybody's.
SegmentScheduler *Transfer::asking() const
{
    return m_check ? m_check->scheduler() : m_scheduler.get();
}

std::unique_ptr<SegmentScheduler> Transfer::makeScheduler()
{
    if (!m_order.source.slice)
        m_order.sharedConnection.reset(); // a file that is not fetched in passing is one like any other
    auto scheduler = std::make_unique<SegmentScheduler>(m_services, m_order, m_sink, m_counters);
    connect(scheduler.get(), &SegmentScheduler::happened, this, &Transfer::tell);
    connect(scheduler.get(), &SegmentScheduler::nameAsked, this, &Transfer::onNamed);
    connect(scheduler.get(), &SegmentScheduler::headKnown, this, &Transfer::onHead);
    connect(scheduler.get(), &SegmentScheduler::chunksFinished, this,
            [this] { m_finisher.follow(m_partial, m_map->contiguousDecoded()); });
    connect(scheduler.get(), &SegmentScheduler::finished, this, &Transfer::commit);
    connect(scheduler.get(), &SegmentScheduler::gaveUp, this, &Transfer::onGaveUp);
    connect(scheduler.get(), &SegmentScheduler::stopped, this, [this] {
        if (m_stage != TransferStage::Opening) // onOpened() ends it
            endStopped();
    });
    return scheduler;
}

/// With a table everything that is not decoded yet lies here: nobody is asked.
void Transfer::fetch(const std::shared_ptr<const blte::ChunkTable> &table)
{
    if (table) {
        m_scheduler = makeScheduler();
        setTable(table);
        return goOn();
    }
    m_silence.start();
    const bool mayPass = m_order.sharedConnection && !m_earlier.isThere() && !m_restarts.any();
    if (!mayPass || !m_passing.start(m_sink, m_counters, [this](const SmallEnd &end, const QString &host) {
            onPassed(end, host);
        }))
        fetchHead();
}

void Transfer::onPassed(const SmallEnd &end, const QString &host)
{
    if (m_isStopping)
        return endStopped();
    if (core::isStorage(end.error.kind))
        return failBy(end.error);
    if (!end.table) { // it needs more than that
        m_counters->encodedDone = 0;
        m_counters->decodedDone = 0;
        return fetchHead();
    }
    m_version = end.version;
    setTable(end.table);
    if (end.trailingBytes > 0)
        tell(trailingEvent(end.trailingBytes, host));
    m_map->set({0, m_map->size()}, ChunkState::Done);
    for (const LockedChunk &locked : end.locked) {
        m_map->set(locked.chunk, ChunkState::Locked);
        tell(eventOf(locked));
    }
    m_services.lookAtMemory();
    Q_EMIT tableKnown();
    commit();
}

void Transfer::fetchHead()
{
    m_scheduler = makeScheduler();
    m_scheduler->demote(m_distrusted);
    HeadWish wish = m_earlier.headWish(m_order);
    wish.asksOnce = m_restarts.asksOnce();
    if (m_restarts.any() && !wish.begunSize)
        wish.pages = PagePolicy::Suspect;
    m_scheduler->fetchHead(wish);
}

void Transfer::onHead(const Head &head)
{
    m_version = versionText(head.version, head.completeLength);
    setTable(head.table);
    if (head.trailingBytes > 0)
        tell(trailingEvent(head.trailingBytes, head.host));
    if (!m_earlier.isThere()) {
        m_map->set(head.run, ChunkState::InFlight);
        work();
    } else if (isStillTheSame(head)) {
        m_earlier.hasDoubtful() ? proveDoubtful() : goOn();
    }
}

void Transfer::setTable(const std::shared_ptr<const blte::ChunkTable> &table)
{
    m_map = std::make_unique<ChunkMap>(table);
    m_checkpoints.setTable(table);
    tell(tableEvent(*table));
}

/// Whether it goes on where an earlier attempt stopped. If not, that has been seen to.
bool Transfer::isStillTheSame(const Head &head)
{
    const Likeness likeness = m_earlier.likenessTo(head, m_order);
    if (likeness == Likeness::Same)
        return true;
    const core::Error error{
        core::ErrorKind::ContentChanged,
        likeness == Likeness::Other
            ? QStringLiteral("%1 describes another file").arg(head.host)
            : QStringLiteral("nothing tells whether it is still the same at %1").arg(head.host)};
    // What a redirect leads to may be anything: it is no reason to give up what is there.
    const bool isAstray = head.isRedirected && likeness == Likeness::Other;
    isAstray ? endWith({error, false}) : restart(Restarts::Why::Stale, error);
    return false;
}

/// The table is known now, and says what the chunks must be.
void Transfer::proveDoubtful()
{
    const auto evidence =
        isProvenWhole(m_order.source, m_order.isRaw) ? Evidence::ContentKey : Evidence::ChunkDigests;
    core::runIn(
        m_services.hashing(),
        [partial = m_partial, table = m_map->sharedTable(), chunks = m_earlier.doubtful(), evidence] {
            return proveChunks(*partial, *table, chunks, evidence);
        },
        this,
        [this](const core::Result<QBitArray> &proven) {
            if (m_isStopping || m_stage != TransferStage::Fetching)
                return;
            if (!proven)
                return failBy(proven.error());
            tell(m_earlier.believe(*proven, m_map->table()));
            goOn();
        });
}

void Transfer::goOn()
{
    tell(m_earlier.resume(*m_map, m_order.source));
    work();
}

void Transfer::work()
{
    m_counters->encodedDone = static_cast<qint64>(m_map->encodedDone());
    m_counters->decodedDone = static_cast<qint64>(m_map->decodedDone());
    m_services.lookAtMemory();
    Q_EMIT tableKnown();
    m_checkpoints.start(m_partial);
    m_scheduler->work(*m_map);
}

void Transfer::commit()
{
    moveTo(TransferStage::Committing);
    m_silence.stop();
    m_checkpoints.stop();
    Q_EMIT committing();
    Commit commit;
    commit.partial = m_partial;
    commit.order = m_order;
    commit.table = m_checkpoints.takeTable();
    commit.origins = origins();
    commit.version = m_version;
    m_finisher.finish(std::move(commit),
                      [this](const core::Result<Completion> &result) { onCommitted(result); });
}

void Transfer::onCommitted(const core::Result<Completion> &result)
{
    if (result) {
        moveTo(TransferStage::Ending);
        m_partial.reset(); // the commit has closed it
        Q_EMIT finished(*result);
    } else if (m_isStopping && result.error().kind == core::ErrorKind::Cancelled) {
        endStopped();
    } else {
        conclude({result.error(), core::healsWithTime(result.error().kind), {}});
    }
}

void Transfer::stop()
{
    if (std::exchange(m_isStopping, true))
        return;
    m_checkpoints.stop();
    m_finisher.cancel();
    m_passing.drop();
    if (m_check)
        m_check->stop();
    if (m_scheduler && (m_stage == TransferStage::Naming || m_stage == TransferStage::Opening ||
                        m_stage == TransferStage::Fetching))
        m_scheduler->stop();
}

void Transfer::plan()
{
    if (SegmentScheduler *scheduler = asking(); scheduler && !m_isStopping)
        scheduler->plan();
}

void Transfer::failBy(const core::Error &error)
{
    onGaveUp({error, core::healsWithTime(error.kind), {}});
}

void Transfer::onGaveUp(const Failure &failure)
{
    if (m_stage != TransferStage::Committing && m_stage != TransferStage::Restarting &&
        m_stage != TransferStage::Ending)
        conclude(failure);
}

/// Begins once more, or ends.
void Transfer::conclude(const Failure &failure)
{
    const auto why = reasonToRestart(failure);
    why ? restart(*why, failure.error) : endWith(failure);
}

std::optional<Restarts::Why> Transfer::reasonToRestart(const Failure &failure) const
{
    if (m_stage != TransferStage::Fetching && m_stage != TransferStage::Committing)
        return std::nullopt;
    EndedAttempt ended;
    ended.kind = failure.error.kind;
    ended.isCut = failure.isCut;
    ended.hasChanged = m_scheduler && m_scheduler->hasChanged();
    ended.isUnproven = m_earlier.isThere() || isPlain(m_partial.get());
    const auto why = reasonFor(ended);
    return why && mayRestart(*why) ? why : std::nullopt;
}

bool Transfer::mayRestart(Restarts::Why why) const
{
    return !m_isStopping && m_restarts.may(why, static_cast<std::size_t>(m_order.source.mirrors.size()));
}

/// What was fetched cannot be used: once more from the start, from another mirror first.
void Transfer::restart(Restarts::Why why, const core::Error &error)
{
    if (!mayRestart(why))
        return endWith({error, false});
    m_restarts.began(why);
    moveTo(TransferStage::Restarting);
    m_checkpoints.stop();
    if (m_scheduler)
        m_distrusted = m_scheduler->mirrors().mostUsed().url;
    dropScheduler([this, error] { beginAgain(error); });
}

void Transfer::beginAgain(const core::Error &why)
{
    m_earlier.forget();
    m_scheduler.reset();
    m_map.reset();
    if (m_isStopping)
        return endStopped();
    moveTo(TransferStage::Fetching);
    m_finisher.beginAgain();
    m_counters->encodedDone = 0;
    m_counters->decodedDone = 0;
    Event event;
    event.kind = Event::Kind::Restarted;
    event.error = why;
    tell(event);
    fetchHead();
}

void Transfer::endWith(const Failure &failure)
{
    moveTo(TransferStage::Ending);
    m_checkpoints.stop();
    m_silence.stop();
    dropScheduler([this, failure] {
        // Of a plain file nothing is kept that another attempt could use: it is fetched anew.
        const bool isWrongFile =
            failure.error.kind == core::ErrorKind::ContentKeyWrong && isPlain(m_partial.get());
        const bool isWorthless = core::errorRow(failure.error.kind).item == core::ItemDoes::FailAndDiscard;
        const bool isHopeless = !m_isStopping && !failure.mayHeal && (isWorthless || isWrongFile);
        close(
            [this, failure] {
                if (m_isStopping)
                    Q_EMIT stopped();
                else
                    Q_EMIT failed(failure);
            },
            isHopeless ? Checkpointer::Leave::Nothing : Checkpointer::Leave::Everything);
    });
}

void Transfer::endStopped()
{
    moveTo(TransferStage::Ending);
    close([this] { Q_EMIT stopped(); });
}

/// Lets the scheduler come to rest, then goes on with `then`.
void Transfer::dropScheduler(std::function<void()> then)
{
    if (!m_scheduler)
        return then();
    m_scheduler->disconnect(this);
    connect(m_scheduler.get(), &SegmentScheduler::stopped, this, std::move(then), Qt::QueuedConnection);
    m_scheduler->stop();
}

/// Only when that is done the attempt is over.
void Transfer::close(std::function<void()> then, Checkpointer::Leave leave)
{
    if (!m_partial)
        return then();
    m_checkpoints.close(std::move(m_partial), origins(), leave, std::move(then));
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
