#include "core/transfer/settransfer.h"

#include "core/async.h"
#include "core/errortable.h"
#include "core/transfer/transferservices.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace transfer {

namespace {

using core::ErrorKind;
using namespace std::chrono_literals;

/// While more than these wait for a transfer of their own, no more are fetched together.
constexpr qint64 kMostAside = 32;
/// With fewer under way over a connection, more are asked for.
constexpr qsizetype kFewUnderWay = 48;
/// A host that is busy for longer is not waited for by an attempt.
constexpr std::chrono::milliseconds kLongestWait = 10s;
/// Files that are read to see whether they are what is wanted: so many in one go, by so many threads.
constexpr std::size_t kLookedAtTogether = 32;
constexpr int kMostLooks = 2;
/// At a time, when there is room for them.
constexpr qint64 kCopiedTogether = 64;

/// About this one file, and not about the disk or folder of all.
bool isOfOneFile(ErrorKind kind)
{
    return kind == ErrorKind::TargetExists || kind == ErrorKind::NameRefused ||
           kind == ErrorKind::FileTooLarge || kind == ErrorKind::PermissionDenied ||
           kind == ErrorKind::PartFileLocked || kind == ErrorKind::PartFileChanged ||
           kind == ErrorKind::RecordNotOurs || kind == ErrorKind::OtherSource ||
           kind == ErrorKind::RecordUnreadable;
}

Failure failureOf(const core::Error &error)
{
    return {error, core::healsWithTime(error.kind)};
}

/// Blocks.
void retire(storage::SetFolder &folder)
{
    for (const core::SetPlan::Index file : folder.unwanted()) // which may have been begun
        std::ignore = discardTarget(folder.folder(), folder.targetOf(file));
    std::ignore = folder.retire();
}

} // namespace

SetTransfer::SetTransfer(TransferServices &services, TransferRequest order, QObject *parent)
    : Job(parent)
    , m_services(services)
    , m_order(std::move(order))
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(100ms);
    connect(&m_retry, &QTimer::timeout, this, &SetTransfer::goOn);
    connect(&m_silence, &SilenceWatch::silent, this, &SetTransfer::silent);
}

SetTransfer::~SetTransfer() = default;

void SetTransfer::moveTo(SetStage stage)
{
    Q_ASSERT(canMove(m_stage, stage));
    m_stage = stage;
}

void SetTransfer::start()
{
    core::runOn(
        m_services.disk(), [order = m_order] { return openSet(order); }, this,
        [this](const core::Result<OpenedSet> &opened) { onOpened(opened); });
}

void SetTransfer::onOpened(const core::Result<OpenedSet> &opened)
{
    if (!opened) {
        const bool isStopping = m_stage == SetStage::Stopping;
        moveTo(SetStage::Over);
        if (isStopping)
            Q_EMIT stopped();
        else
            Q_EMIT failed(failureOf(opened.error()));
        return;
    }
    adopt(*opened);
    if (m_stage == SetStage::Stopping)
        return rest();
    moveTo(SetStage::Fetching);
    Q_EMIT this->opened(opened->folder->volume());
    if (m_stage != SetStage::Fetching) // its volume is full
        return;
    if (!opened->folder->marks().empty()) {
        Event event;
        event.kind = Event::Kind::Resumed;
        event.bytes = m_results->encodedDone();
        tell(event);
    }
    Q_EMIT tableKnown();
    tellEnds();
    m_silence.start();
    copy(m_files->readyCopies());
    goOn();
}

void SetTransfer::adopt(const OpenedSet &opened)
{
    const core::SetPlan &plan = opened.folder->plan();
    m_disk = std::make_unique<SetDisk>(m_services, opened.folder,
                                       [this](const auto &placed) { onPlaced(placed); });
    m_files = std::make_unique<SetOrder>(plan, opened.known);
    m_results = std::make_unique<SetResults>(plan);
    for (const storage::SetMark &mark : opened.folder->marks())
        m_results->addEarlier(mark.file, static_cast<Verdict>(mark.verdict), mark.size);
    for (const Index file : opened.folder->unwanted()) {
        if (m_files->state(file) == SetFileState::Unwanted)
            m_results->addUnwanted(file);
    }
    for (const BlockedFile &blocked : opened.blocked)
        m_results->addFailed(blocked.file, blocked.error, false);
    m_hosts = std::make_unique<SetHosts>(plan);
    m_singles = std::make_unique<SetSingles>(m_services, m_order, *m_disk, *m_hosts);
    listenToSingles();
}

void SetTransfer::listenToSingles()
{
    connect(m_singles.get(), &SetSingles::finished, this, &SetTransfer::onSingleFinished);
    connect(m_singles.get(), &SetSingles::failed, this, &SetTransfer::onSingleFailed);
    connect(m_singles.get(), &SetSingles::joined, this, [this](Index file) {
        m_files->beginPlacing(file);
        proceed();
    });
    connect(m_singles.get(), &SetSingles::stopped, this, [this](Index file) {
        m_files->setAside(file);
        proceed();
    });
    connect(m_singles.get(), &SetSingles::mended, this, [this](Index file) {
        readBack(file);
        proceed();
    });
    connect(m_singles.get(), &SetSingles::happened, this, [this](Index file, const Event &event) {
        if (event.kind == Event::Kind::KeyMissing || event.kind == Event::Kind::KeyWrong)
            m_results->noteMissingKey(file, event.keyName);
        tell(event);
    });
}

/// Begins what can be begun, and ends when there is nothing left.
void SetTransfer::goOn()
{
    if (m_stage != SetStage::Fetching)
        return;
    while (m_singles->count() < static_cast<std::size_t>(m_services.tuning.largeFiles)) {
        const auto file = m_files->takeAlone();
        if (!file)
            break;
        m_singles->start(*file, m_readBacks.wrong(*file));
    }
    look();
    makeCopies();
    askTogether();
    if (m_files->isOver())
        m_endSoon();
}

/// What is there already need not be fetched.
void SetTransfer::look()
{
    while (m_looks < kMostLooks) {
        const SetOrder::Group files = m_files->takeThere(kLookedAtTogether);
        if (files.empty())
            return;
        ++m_looks;
        const auto done = [this, files](const core::Result<std::vector<SetDisk::Seen>> &all) {
            --m_looks;
            if (all) {
                for (const SetDisk::Seen &seen : *all)
                    onSeen(seen);
            } else {
                for (const Index file : files)
                    m_files->setAside(file);
                giveUp(failureOf(all.error()));
            }
            proceed();
        };
        m_disk->look(files, m_order.whenExists, done);
    }
}

void SetTransfer::onSeen(const SetDisk::Seen &seen)
{
    if (!seen.mark)
        return onUnproven(seen);
    const ReadBacks::Proven before = m_readBacks.takeProven(seen.file);
    tellMended(seen.file, before.mended);
    finish(seen.file, static_cast<Verdict>(seen.mark->verdict), seen.mark->size,
           before.isFetched ? From::Network : From::Disk);
}

void SetTransfer::readBack(Index file)
{
    m_readBacks.noteFetched(file);
    m_files->readBack(file);
}

/// It lay there before, or was fetched as a whole, which proves nothing.
void SetTransfer::onUnproven(const SetDisk::Seen &seen)
{
    const Index file = seen.file;
    const core::SetPlan &plan = m_disk->folder().plan();
    if (plan.proof(file) == core::SetPlan::Proof::OnItsWay || m_stage != SetStage::Fetching)
        return m_files->setAside(file);
    switch (m_readBacks.onWrong(file, seen.error.kind, seen.wrong)) {
    case ReadBacks::Next::Fail:
        return fail(file, failureOf(seen.error));
    case ReadBacks::Next::Fetch:
        return m_files->setAside(file);
    case ReadBacks::Next::Mend:
        m_files->beginMending(file);
        m_singles->mend(file, seen.wrong);
    }
}

/// While the disk and the transfers of single files keep up.
void SetTransfer::askTogether()
{
    const auto connections = static_cast<std::size_t>(std::max(1, m_services.tuning.connections));
    for (std::size_t i = 0; i < connections; ++i) {
        while (i >= m_connections.size() || m_connections[i]->underWay() < kFewUnderWay) {
            const qint64 most = room();
            if (most <= 0 || m_disk->isBehind() || m_files->count(SetFileState::Aside) > kMostAside)
                return;
            const SetOrder::Group group =
                m_files->takeGroup(std::min(static_cast<std::size_t>(most), SetOrder::kMostTogether));
            if (group.empty() || !ask(i, group))
                return;
        }
    }
}

/// False when no host can be asked this way now.
bool SetTransfer::ask(std::size_t connection, const SetOrder::Group &group)
{
    if (connection >= m_connections.size()) {
        m_connections.push_back(std::make_unique<SetConnection>(
            m_services, m_order, m_disk->shared(),
            [this](const std::vector<SetFetched> &files) { onFetched(files); }));
    }
    if (m_connections[connection]->ask(group))
        return true;
    m_files->giveBack(group);
    if (!m_files->isUnderWay() && m_busy)
        giveUp(*m_busy);
    else if (!m_files->isUnderWay()) // it finds out what is wrong with the hosts, and waits for them
        m_files->setAside(group.front());
    m_retry.start();
    return false;
}

void SetTransfer::onFetched(const std::vector<SetFetched> &files)
{
    for (const SetFetched &fetched : files)
        take(fetched);
    proceed();
}

void SetTransfer::take(const SetFetched &fetched)
{
    if (fetched.error.kind == ErrorKind::None) {
        m_busy.reset();
        m_hosts->addBytes(fetched.host, m_disk->folder().plan().expectedSize(fetched.file));
        m_files->beginPlacing(fetched.file);
        m_disk->place(fetched.file, fetched.sink->file(), fetched.verdict,
                      WhenExists::Refuse); // nothing was there
    } else {
        onNotFetched(fetched);
    }
}

void SetTransfer::onNotFetched(const SetFetched &fetched)
{
    const ErrorKind kind = fetched.error.kind;
    if (kind != ErrorKind::Cancelled && !core::isStorage(kind))
        m_hosts->addFailure(fetched.host, fetched.error);
    const bool isBusy = core::errorRow(kind).mirror == core::MirrorGets::HostBackOff;
    if (isBusy && fetched.retryAfter.value_or(0ms) > kLongestWait)
        m_busy = Failure{fetched.error, true, fetched.retryAfter};
    const bool mayBeFaster = kind == ErrorKind::Stalled && !m_givenBack.contains(fetched.file) &&
                             m_disk->folder().plan().source(fetched.file).mirrors.size() > 1;
    if (isBusy || mayBeFaster) { // HostPool knows who may be asked, and who is worth it
        if (mayBeFaster)
            m_givenBack.insert(fetched.file);
        m_files->giveBack({fetched.file});
        m_retry.start();
        return;
    }
    m_files->setAside(fetched.file);
    if (kind == ErrorKind::DiskFull || kind == ErrorKind::FolderMissing)
        giveUp(failureOf(fetched.error));
}

void SetTransfer::onSingleFinished(Index file, const Completion &completion, bool isLasting)
{
    if (m_disk->folder().plan().proof(file) != core::SetPlan::Proof::OnItsWay) {
        readBack(file);
        return proceed();
    }
    if (!isLasting) {
        finish(file, completion.verdict, completion.size);
        return proceed();
    }
    m_disk->mark(file, completion.verdict, [this, file, completion](const core::Result<void> &marked) {
        finish(file, completion.verdict, completion.size);
        if (!marked)
            giveUp(failureOf(marked.error()));
        proceed();
    });
}

void SetTransfer::onSingleFailed(Index file, const Failure &failure)
{
    if (m_stage != SetStage::Fetching) {
        m_files->setAside(file);
        return proceed();
    }
    fail(file, failure);
    const ErrorKind kind = failure.error.kind;
    const bool isOfAll = (core::isStorage(kind) && !isOfOneFile(kind)) ||
                         core::errorRow(kind).mirror == core::MirrorGets::HostBackOff;
    if (isOfAll || m_results->isHopelessNow())
        giveUp(failure);
    proceed();
}

void SetTransfer::onPlaced(const std::vector<storage::SetPlacing> &placed)
{
    for (const storage::SetPlacing &placing : placed) {
        const Index file = placing.mark.file;
        const core::Error error = placing.result ? core::Error() : placing.result.error();
        const bool isLate = error.kind == ErrorKind::TargetExists && !m_disk->folder().plan().isJoined(file);
        if (placing.result)
            finish(file, static_cast<Verdict>(placing.mark.verdict), placing.mark.size);
        else if (isOfOneFile(error.kind) && !isLate)
            fail(file, {error});
        else
            m_files->setAside(file); // something came into its place meanwhile, or all is over
        if (!placing.result && !isOfOneFile(error.kind))
            giveUp(failureOf(error));
    }
    proceed();
}

void SetTransfer::finish(Index file, Verdict verdict, qint64 size, From from)
{
    if (from == From::Disk)
        m_results->addFound(file, verdict, size);
    else
        m_results->addFinished(file, verdict, size);
    m_tellEnds();
    const SetOrder::Group copies = m_files->finish(file);
    if (verdict != Verdict::Incomplete)
        return copy(copies);
    for (const Index copy : copies) // each with its own locked chunks
        m_files->setAside(copy);
}

void SetTransfer::tellMended(Index file, const std::vector<tact::IndexEntry> &objects)
{
    for (const tact::IndexEntry &object : objects) {
        Event event;
        event.kind = Event::Kind::ObjectMended;
        event.error.detail = m_disk->folder().plan().name(file);
        event.bytes = object.offset;
        tell(event);
    }
}

void SetTransfer::fail(Index file, const Failure &failure)
{
    if (failure.error.kind == ErrorKind::NotFound && m_disk->folder().plan().isOptional(file))
        m_results->addAbsent(file, failure.error);
    else
        m_results->addFailed(file, failure.error, failure.mayHeal);
    m_tellEnds();
    for (const Index copy : m_files->fail(file))
        fail(copy, failure);
}

/// Files whose content is in its place under another name.
void SetTransfer::copy(const SetOrder::Group &copies)
{
    m_copies.insert(m_copies.end(), copies.begin(), copies.end());
}

void SetTransfer::makeCopies()
{
    const qint64 count = std::min({room(), kCopiedTogether, static_cast<qint64>(m_copies.size())});
    if (count <= 0)
        return;
    const SetOrder::Group copies(m_copies.end() - count, m_copies.end());
    m_copies.resize(m_copies.size() - copies.size());
    m_copiesInWork += count;
    m_disk->copy(copies, [this, copies, count](const SetOrder::Group &failed) {
        m_copiesInWork -= count;
        for (const Index file : copies) {
            if (std::find(failed.begin(), failed.end(), file) == failed.end())
                m_files->beginPlacing(file);
            else
                m_files->setAside(file); // it is fetched after all
        }
        proceed();
    });
}

/// So many more small files may be begun: each is open until it has its place.
qint64 SetTransfer::room() const
{
    return m_services.tuning.openFiles - m_copiesInWork - m_files->count(SetFileState::Passing) -
           m_files->count(SetFileState::Placing);
}

void SetTransfer::tellEnds()
{
    if (m_results->hasEnds())
        Q_EMIT filesEnded(m_results->takeEnds());
}

QStringList SetTransfer::askedHosts() const
{
    QStringList asked = m_singles->askedHosts();
    for (const auto &connection : m_connections)
        asked += connection->askedHosts();
    return asked;
}

void SetTransfer::proceed()
{
    m_stage == SetStage::Fetching ? goOn() : m_endSoon();
}

/// The attempt is over for a cause that is no single file's.
void SetTransfer::giveUp(const Failure &failure)
{
    if (m_stage != SetStage::Fetching)
        return;
    m_failure = failure;
    moveTo(SetStage::GivingUp);
    rest();
}

void SetTransfer::stop()
{
    if (!canMove(m_stage, SetStage::Stopping))
        return;
    moveTo(SetStage::Stopping);
    if (m_disk)
        rest();
}

/// What is under way comes to rest; what was fetched gets its place.
void SetTransfer::rest()
{
    m_retry.stop();
    m_silence.stop();
    for (const auto &connection : m_connections)
        connection->drop();
    m_singles->stop();
    m_disk->hurry();
    m_endSoon();
}

void SetTransfer::endIfQuiet()
{
    const bool isQuiet = m_singles->count() == 0 && m_disk->isQuiet() &&
                         std::all_of(m_connections.begin(), m_connections.end(),
                                     [](const auto &connection) { return connection->underWay() == 0; });
    if (!isQuiet)
        return;
    if (m_stage == SetStage::Fetching && m_files->isOver())
        close();
    else if (m_stage == SetStage::GivingUp || m_stage == SetStage::Stopping)
        end();
}

/// Every file has ended.
void SetTransfer::close()
{
    moveTo(SetStage::Closing);
    m_silence.stop();
    Q_EMIT committing();
    const auto settle = [folder = m_disk->shared(), closing = m_services.closing, keys = m_services.keys,
                         absent = m_results->absent(), hasFailures = m_results->hasFailures(),
                         isLocked = m_results->verdict() == Verdict::Incomplete,
                         troubles = troubles()]() -> core::Result<void> {
        for (const Index file : absent)
            folder->removeParents(file);
        std::ignore = folder->keepTroubles(troubles);
        if (!folder->plan().closing().isEmpty()) {
            if (const auto closed = closing(folder->folder(), folder->plan().closing(), keys.get()); !closed)
                return closed;
        }
        if (hasFailures)
            std::ignore = folder->doubt(); // the next attempt plans as this one did
        else if (!isLocked)
            retire(*folder); // what stays of it is tidied up by whoever removes the row
        return {};
    };
    core::runOn(m_services.disk(), settle, this, [this](const core::Result<void> &settled) {
        if (!settled)
            m_failure = failureOf(settled.error());
        end();
    });
}

void SetTransfer::end()
{
    tellEnds();
    if (m_stage == SetStage::Closing && !m_failure && m_results->hasFailures())
        m_failure = Failure{m_results->error(), m_results->mayHeal()};
    const bool isStopped = m_stage == SetStage::Stopping;
    const bool isClosed = m_stage == SetStage::Closing; // and told all
    moveTo(SetStage::Over);
    // Its journal is locked as long as somebody has the folder, and the next attempt may begin at once.
    m_last = progress();
    m_connections.clear();
    m_singles.reset();
    const Completion completion{m_results->verdict(), {}, m_results->size()};
    core::runOn(
        m_services.disk(),
        [folder = std::exchange(m_disk, {})->shared(), isClosed, troubles = troubles()]() mutable {
            if (!isClosed)
                std::ignore = folder->keepTroubles(troubles);
            return folder.reset(), true;
        },
        this,
        [this, isStopped, completion](bool) {
            if (isStopped)
                Q_EMIT stopped();
            else if (m_failure)
                Q_EMIT failed(*m_failure);
            else
                Q_EMIT finished(completion);
        });
}

Progress SetTransfer::progress() const
{
    if (!m_disk)
        return m_last;
    Progress progress = m_singles->progress();
    progress.encodedDone += m_results->encodedDone();
    progress.decodedDone += m_results->decodedDone();
    progress.encodedSize = m_results->encodedSize();
    progress.decodedSize = m_results->decodedSize();
    progress.filesDone = m_results->filesDone();
    progress.filesTotal = m_results->filesTotal();
    progress.filesFailed = m_results->filesFailed();
    for (const auto &connection : m_connections) {
        progress.networkBytes += connection->networkBytes();
        progress.refetchedBytes += connection->refetchedBytes();
    }
    return progress;
}

std::shared_ptr<const SetView> SetTransfer::setView(const SetView *before) const
{
    if (!m_disk)
        return nullptr;
    const auto &plan = m_disk->folder().sharedPlan();
    if (before && before->plan == plan && before->revision == m_files->revision())
        return nullptr;
    return std::make_shared<const SetView>(
        viewOf(plan, m_files->states(), m_files->revision(), m_results->troubles()));
}

QList<HostShare> SetTransfer::hosts() const
{
    if (!m_disk)
        return {};
    SetHosts hosts = *m_hosts;
    m_singles->addUnderWay(hosts);
    for (const auto &connection : m_connections)
        connection->addUnderWay(hosts);
    return hosts.shares();
}

/// By the numbers of the files.
std::vector<storage::SetTrouble> SetTransfer::troubles() const
{
    std::vector<storage::SetTrouble> troubles(m_results->troubles().begin(), m_results->troubles().end());
    std::sort(troubles.begin(), troubles.end(), [](const auto &a, const auto &b) { return a.file < b.file; });
    return troubles;
}

void SetTransfer::tell(Event event)
{
    event.time = QDateTime::currentDateTimeUtc();
    Q_EMIT happened(event);
}

} // namespace transfer
