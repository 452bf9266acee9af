#include "core/transfer/transfer.h"

#include "core/async.h"
#include "core/errortable.h"
#include "core/transfer/fetch/sharedconnection.h"

#include <QFileInfo>

namespace transfer {

Transfer::Transfer(TransferServices &services, TransferRequest order, QObject *parent)
    : Job(parent)
    , m_services(services)
    , m_order(std::move(order))
{
    connect(&m_checkpoints, &Checkpointer::failed, this, &Transfer::failBy);
    connect(&m_silence, &SilenceWatch::silent, this, &Transfer::silent);
    connect(&m_fetch, &FileFetch::nameAsked, this, &Transfer::onNamed);
    connect(&m_fetch, &FileFetch::tableKnown, this, &Transfer::tableKnown);
    connect(&m_fetch, &FileFetch::happened, this, &Transfer::tell);
    connect(&m_fetch, &FileFetch::finished, this, &Transfer::commit);
    connect(&m_fetch, &FileFetch::gaveUp, this, &Transfer::onGaveUp);
    connect(&m_fetch, &FileFetch::stale, this,
            [this](const core::Error &error) { restart(Restarts::Why::Stale, error); });
    connect(&m_fetch, &FileFetch::astray, this, [this](const core::Error &error) { endWith({error}); });
    connect(&m_fetch, &FileFetch::stopped, this, [this] {
        if (m_stage != TransferStage::Opening) // onOpened() ends it
            endStopped();
    });
}

Transfer::~Transfer() = default;

void Transfer::moveTo(TransferStage stage)
{
    Q_ASSERT(canMove(m_stage, stage));
    m_stage = stage;
}

void Transfer::start()
{
    if (m_order.name.isEmpty())
        return askName();
    // Small files that share a connection are of a host that names none (JobSlots).
    if (!m_order.isNameGuessed || m_order.sharedConnection)
        return open();
    core::runOn(
        m_services.disk(), [order = m_order] { return hasBegun(order); }, this,
        [this](bool isBegun) {
            if (m_isStopping)
                return endStopped();
            isBegun ? open() : askName();
        });
}

/// The server's answer waits for the file, so that it need not be asked twice. onNamed() follows.
void Transfer::askName()
{
    m_silence.start();
    m_fetch.askHead();
}

namespace {

bool hasExtension(const QString &name)
{
    return !QFileInfo(name).suffix().isEmpty();
}

/// By the server (Content-Disposition), or by the address that it redirects to where the one that was asked
/// for does not say it.
QString nameOf(const QString &guess, const QString &dispositionName, const QString &urlName)
{
    if (!dispositionName.isEmpty())
        return dispositionName;
    if (!guess.isEmpty() && (hasExtension(guess) || !hasExtension(urlName)))
        return guess;
    return urlName.isEmpty() ? QStringLiteral("download") : urlName;
}

} // namespace

void Transfer::onNamed(const QString &dispositionName, const QString &urlName)
{
    if (m_stage != TransferStage::Naming || m_isStopping)
        return;
    QString name = nameOf(m_order.name, dispositionName, urlName);
    if (m_order.nameFor)
        name = m_order.nameFor(name);
    if (name != m_order.name) {
        m_order.name = name;
        Q_EMIT named(name);
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
        return m_isStopping ? endWith({opening.error()}) : failBy(opening.error());
    }
    if (opening->mustLook && !m_isStopping && !isOver)
        return check(opening->name);
    adopt(*opening);
    if (isOver)
        return m_fetch.close(Checkpointer::Leave::Everything, [] {});
    if (m_isStopping)
        return m_fetch.rest([this] { endStopped(); });
    begin(*opening);
}

/// Takes over what the disk has found.
void Transfer::adopt(const Opening &opening)
{
    m_fetch.adopt(opening);
    if (const auto &partial = m_fetch.partial())
        Q_EMIT opened(partial->part().volume());
    if (opening.isReplacing)
        m_order.whenExists = WhenExists::Overwrite;
    if (const auto loss = m_fetch.earlier().loss())
        tell(*loss);
    if (opening.name != m_order.name) {
        m_order.name = opening.name;
        Q_EMIT named(m_order.name);
    }
}

/// The part file is open, or the file is there already.
void Transfer::begin(const Opening &opening)
{
    if (opening.completion) {
        moveTo(TransferStage::Ending);
        Event event;
        event.kind = Event::Kind::Checked;
        event.md5 = opening.completion->md5;
        tell(event);
        return m_fetch.rest([this, completion = *opening.completion] {
            m_fetch.close(Checkpointer::Leave::Everything,
                          [this, completion] { Q_EMIT finished(completion); });
        });
    }
    moveTo(TransferStage::Fetching);
    if (m_fetch.proceed(opening)) // whose answer told the name
        return;
    m_fetch.rest([this, table = opening.table, isCertain = opening.isCertain] {
        m_fetch.forgetScheduler();
        if (m_isStopping)
            return endStopped();
        if (m_fetch.earlier().isWhole() && isCertain)
            return commit(); // an earlier attempt could not
        if (!table)
            m_silence.start();
        m_fetch.fetch(table);
    });
}

/// A file is there: is it what is wanted?
void Transfer::check(const QString &name)
{
    moveTo(TransferStage::Checking);
    m_fetch.rest([this, name] {
        m_fetch.forgetScheduler();
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
    return m_check ? m_check->scheduler() : m_fetch.scheduler();
}

/// Body bytes, with those of all who share its connection.
qint64 Transfer::received() const
{
    const qint64 shared = m_order.sharedConnection ? m_order.sharedConnection->received.load() : 0;
    return m_counters->networkBytes + shared;
}

QStringList Transfer::askedHosts() const
{
    QStringList asked;
    if (!m_fetch.passingHost().isEmpty())
        asked << m_fetch.passingHost();
    for (const Mirror &mirror : asking() ? asking()->mirrors().all() : std::vector<Mirror>()) {
        if (mirror.connections > 0)
            asked << mirror.host;
    }
    return asked;
}

void Transfer::commit()
{
    moveTo(TransferStage::Committing);
    m_silence.stop();
    m_checkpoints.stop();
    Q_EMIT committing();
    m_finisher.finish(m_fetch.toCommit(),
                      [this](const core::Result<Completion> &result) { onCommitted(result); });
}

void Transfer::onCommitted(const core::Result<Completion> &result)
{
    if (result) {
        moveTo(TransferStage::Ending);
        m_fetch.onCommitted();
        Completion completion = *result;
        completion.hosts = m_fetch.hosts();
        Q_EMIT finished(completion);
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
    if (m_check)
        m_check->stop();
    if (m_stage == TransferStage::Naming || m_stage == TransferStage::Opening ||
        m_stage == TransferStage::Fetching)
        m_fetch.stop();
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
    const bool hasFetched = m_stage == TransferStage::Fetching || m_stage == TransferStage::Committing;
    const auto why = hasFetched && !m_isStopping ? m_fetch.reasonToBeginAgain(failure) : std::nullopt;
    why ? restart(*why, failure.error) : endWith(failure);
}

/// What was fetched cannot be used: once more from the start, from another mirror first.
void Transfer::restart(Restarts::Why why, const core::Error &error)
{
    if (m_isStopping || !m_fetch.mayBeginAgain(why))
        return endWith({error});
    moveTo(TransferStage::Restarting);
    m_checkpoints.stop();
    m_fetch.giveUpOn(why);
    m_fetch.rest([this, error] { beginAgain(error); });
}

void Transfer::beginAgain(const core::Error &why)
{
    m_fetch.forgetFile();
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
    m_fetch.askHead();
}

void Transfer::endWith(const Failure &failure)
{
    moveTo(TransferStage::Ending);
    m_checkpoints.stop();
    m_silence.stop();
    m_fetch.rest([this, failure] {
        const bool isWorthless = core::errorRow(failure.error.kind).item == core::ItemDoes::FailAndDiscard;
        const bool isHopeless = !m_isStopping && !failure.mayHeal && isWorthless;
        m_fetch.close(isHopeless ? Checkpointer::Leave::Nothing : Checkpointer::Leave::Everything,
                      [this, failure] {
                          if (m_isStopping)
                              Q_EMIT stopped();
                          else
                              Q_EMIT failed(failure);
                      });
    });
}

void Transfer::endStopped()
{
    moveTo(TransferStage::Ending);
    m_fetch.close(Checkpointer::Leave::Everything, [this] { Q_EMIT stopped(); });
}

Progress Transfer::progress() const
{
    Progress progress;
    progress.encodedDone = m_counters->encodedDone;
    progress.decodedDone = m_counters->decodedDone;
    progress.networkBytes = m_counters->networkBytes;
    progress.refetchedBytes = m_counters->refetchedBytes;
    if (const ChunkMap *map = m_fetch.map()) {
        const blte::ChunkTable &table = map->table();
        if (table.encodedSize() != blte::kUnknownSize)
            progress.encodedSize = static_cast<qint64>(table.encodedSize());
        if (table.decodedSize() != blte::kUnknownSize)
            progress.decodedSize = static_cast<qint64>(table.decodedSize());
    }
    return progress;
}

void Transfer::tell(Event event)
{
    // A damaged chunk came for nothing.
    const ChunkMap *map = m_fetch.map();
    if (event.kind == Event::Kind::ChunkRefetched && map && event.chunk >= 0 &&
        static_cast<std::size_t>(event.chunk) < map->table().size())
        m_counters->refetchedBytes +=
            static_cast<qint64>(map->table()[static_cast<std::size_t>(event.chunk)].encodedSize);
    event.time = QDateTime::currentDateTimeUtc();
    Q_EMIT happened(event);
}

} // namespace transfer
