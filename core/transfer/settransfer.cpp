#include "core/transfer/settransfer.h"

#include "core/async.h"
#include "core/errortable.h"
#include "core/storage/filesystem.h"
#include "core/storage/setfolder.h"
#include "core/transfer/contenthasher.h"
#include "core/transfer/transfer.h"
#include "core/transfer/transferservices.h"

#include <QFileInfo>
#include <algorithm>
#include <numeric>
#include <utility>

namespace transfer {

namespace {

using core::ErrorKind;
using namespace std::chrono_literals;

/// Transfers of single files at a time.
constexpr std::size_t kMostAlone = 3;
/// While more than these wait for a transfer of their own, no more are fetched together.
constexpr qint64 kMostAside = 32;
/// Files that are read to see whether they are what is wanted: so many in one go, by so many threads.
constexpr std::size_t kLookedAtTogether = 32;
constexpr int kMostLooks = 2;
/// With fewer under way over a connection, more are asked for.
constexpr qsizetype kFewUnderWay = 48;
/// Files that wait for their places, each of them open. What is fetched meanwhile comes on top.
constexpr std::size_t kMostToPlace = 128;
constexpr std::size_t kPlacedTogether = 64;
/// Failures in a row, for a cause that time may heal, after which no other file is tried.
constexpr int kMostInARow = 6;

/// Bytes that one file adds to those of the set.
qint64 known(qint64 size)
{
    return std::max<qint64>(size, 0);
}

/// About this one file, and not about the disk or folder of all.
bool isOfOneFile(ErrorKind kind)
{
    return kind == ErrorKind::TargetExists || kind == ErrorKind::NameRefused ||
           kind == ErrorKind::FileTooLarge || kind == ErrorKind::PermissionDenied ||
           kind == ErrorKind::PartFileLocked || kind == ErrorKind::PartFileChanged ||
           kind == ErrorKind::RecordNotOurs || kind == ErrorKind::OtherSource ||
           kind == ErrorKind::RecordUnreadable;
}

/// What proves less.
Verdict worse(Verdict a, Verdict b)
{
    return std::max(a, b);
}

/// The mark of a file that lies in its place, once all of it was read and has its content key; empty: it has
/// not. Blocks.
std::optional<storage::SetMark> provenMark(const storage::SetFolder &folder, core::SetPlan::Index file)
{
    const auto key = folder.plan().contentKey(file);
    const qint64 size = folder.plan().decodedSize(file);
    const auto before = folder.markOf(file, static_cast<std::uint8_t>(Verdict::Verified));
    if (!key || !before || (size >= 0 && size != before->size))
        return std::nullopt;
    const auto md5 = hashFile(folder.targetOf(file));
    const auto after = folder.markOf(file, static_cast<std::uint8_t>(Verdict::Verified));
    const bool isIt = md5 && *md5 == key->digest && after && after->stamp == before->stamp;
    return isIt ? std::optional(*after) : std::nullopt;
}

} // namespace

/// What the disk found.
struct SetTransfer::Opened
{
    std::shared_ptr<storage::SetFolder> folder;
    std::vector<SetOrder::Known> known;
};

/// A transfer of a single file.
struct SetTransfer::Alone
{
    std::unique_ptr<Transfer> transfer;
    QList<core::Source> objects; ///< that have not been tried, or parts that are still to come
    qsizetype part = -1;         ///< of a file that is several objects: the one that is fetched
    bool wasRenamed = false;
};

SetTransfer::SetTransfer(TransferServices &services, TransferRequest order, QObject *parent)
    : Job(parent)
    , m_services(services)
    , m_order(std::move(order))
{
    m_placeTimer.setSingleShot(true);
    m_placeTimer.setInterval(200ms);
    connect(&m_placeTimer, &QTimer::timeout, this, &SetTransfer::place);
    m_retry.setSingleShot(true);
    m_retry.setInterval(100ms);
    connect(&m_retry, &QTimer::timeout, this, &SetTransfer::goOn);
    connect(&services.hosts, &HostPool::released, this, [this] {
        if (m_retry.isActive())
            m_retry.start(0ms);
    });
}

SetTransfer::~SetTransfer() = default;

void SetTransfer::moveTo(SetStage stage)
{
    Q_ASSERT(canMove(m_stage, stage));
    m_stage = stage;
}

void SetTransfer::start()
{
    const auto open = [target = QString(m_order.folder + u'/' + m_order.name)]() -> core::Result<Opened> {
        auto folder = storage::SetFolder::open(target);
        if (!folder)
            return core::failure(folder.error());
        const core::SetPlan &plan = (*folder)->plan();
        Opened opened{*folder, std::vector(plan.size(), SetOrder::Known::Missing)};
        for (const storage::SetMark &mark : (*folder)->marks())
            opened.known[mark.file] = SetOrder::Known::Done;
        qint64 missing = 0;
        for (Index file = 0; file < plan.size(); ++file) {
            if (opened.known[file] == SetOrder::Known::Done)
                continue;
            if (QFileInfo::exists((*folder)->targetOf(file)))
                opened.known[file] = SetOrder::Known::There;
            else
                missing += known(plan.decodedSize(file));
        }
        const auto free = storage::fs::freeSpace((*folder)->folder());
        if (free && *free < missing) {
            return core::failure(ErrorKind::DiskFull, QStringLiteral("%1 needs %2 bytes, and %3 are free")
                                                          .arg((*folder)->folder())
                                                          .arg(missing)
                                                          .arg(*free));
        }
        return opened;
    };
    core::runOn(m_services.disk(), open, this,
                [this](const core::Result<Opened> &opened) { onOpened(opened); });
}

void SetTransfer::onOpened(const core::Result<Opened> &opened)
{
    if (!opened) {
        const bool isStopping = m_stage == SetStage::Stopping;
        moveTo(SetStage::Over);
        if (isStopping)
            Q_EMIT stopped();
        else
            Q_EMIT failed({opened.error(), core::healsWithTime(opened.error().kind)});
        return;
    }
    m_folder = opened->folder;
    const core::SetPlan &plan = m_folder->plan();
    m_files = std::make_unique<SetOrder>(plan, opened->known);
    m_progress.encodedSize = plan.expectedSize();
    m_progress.decodedSize = plan.decodedSize();
    m_progress.filesTotal = plan.size();
    for (const storage::SetMark &mark : m_folder->marks()) {
        ++m_progress.filesDone;
        if (!plan.original(mark.file))
            m_progress.encodedDone += known(plan.expectedSize(mark.file));
        m_progress.decodedDone += known(plan.decodedSize(mark.file));
        m_worst = worse(m_worst, static_cast<Verdict>(mark.verdict));
        m_size += mark.size;
    }
    if (m_stage == SetStage::Stopping)
        return rest();
    moveTo(SetStage::Fetching);
    Q_EMIT this->opened(m_folder->volume());
    if (m_stage != SetStage::Fetching) // its volume is full
        return;
    if (!m_folder->marks().empty()) {
        Event event;
        event.kind = Event::Kind::Resumed;
        event.bytes = m_progress.encodedDone;
        tell(event);
    }
    Q_EMIT tableKnown();
    copy(m_files->readyCopies());
    goOn();
}

/// Begins what can be begun, and ends when there is nothing left.
void SetTransfer::goOn()
{
    if (m_stage != SetStage::Fetching)
        return;
    while (m_alone.size() < kMostAlone) {
        const auto file = m_files->takeAlone();
        if (!file)
            break;
        const core::SetPlan &plan = m_folder->plan();
        if (plan.isJoined(*file))
            startPart(*file, plan.parts(*file), 0);
        else
            startAlone(*file, QList{plan.source(*file)} + plan.others(*file));
    }
    look();
    askTogether();
    if (m_files->isOver() && isQuiet())
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
        const auto read = [folder = m_folder, files] {
            std::vector<storage::SetMark> proven;
            for (const Index file : files) {
                if (const auto mark = provenMark(*folder, file))
                    proven.push_back(*mark);
            }
            return proven;
        };
        core::runIn(m_services.hashing(), read, this,
                    [this, files](const std::vector<storage::SetMark> &proven) { onLooked(files, proven); });
    }
}

void SetTransfer::onLooked(const SetOrder::Group &files, const std::vector<storage::SetMark> &proven)
{
    core::runOn(
        m_services.disk(), [folder = m_folder, proven] { return folder->mark(proven); }, this,
        [this, files, proven](const core::Result<void> &marked) {
            --m_looks;
            for (const storage::SetMark &mark : proven)
                finish(mark.file, Verdict::Verified, mark.size);
            for (const Index file : files) {
                if (m_files->state(file) == SetFileState::Looking)
                    m_files->setAside(file);
            }
            if (!marked)
                giveUp({marked.error(), core::healsWithTime(marked.error().kind)});
            m_stage == SetStage::Fetching ? goOn() : rest();
        });
}

/// Whether the disk and the transfers of single files keep up.
bool SetTransfer::hasRoomForMore() const
{
    return m_files->count(SetFileState::Aside) <= kMostAside + static_cast<qint64>(m_alone.size()) ||
                   m_alone.empty()
               ? m_toPlace.size() < kMostToPlace
               : false;
}

void SetTransfer::askTogether()
{
    const auto most = static_cast<std::size_t>(std::max(1, m_services.tuning.connections));
    for (std::size_t i = 0; i < most && hasRoomForMore(); ++i) {
        while (i >= m_connections.size() || m_connections[i]->underWay() < kFewUnderWay) {
            const SetOrder::Group group = m_files->takeGroup();
            if (group.empty())
                return;
            if (i >= m_connections.size()) {
                m_connections.push_back(std::make_unique<SetConnection>(
                    m_services, m_order, m_folder,
                    [this](const SetFetched &fetched) { onFetched(fetched); }));
            }
            if (m_connections[i]->ask(group))
                continue;
            m_files->giveBack(group);
            if (m_files->isUnderWay()) {
                m_retry.start();
            } else { // it finds out what is wrong with the hosts, and waits for them
                m_files->setAside(group.front());
                QMetaObject::invokeMethod(this, &SetTransfer::goOn, Qt::QueuedConnection);
            }
            return;
        }
    }
}

void SetTransfer::onFetched(const SetFetched &fetched)
{
    if (fetched.error.kind == ErrorKind::None) {
        m_failedInARow = 0;
        // Nothing was there.
        placeSoon(placingOf(fetched.file, fetched.sink->file(), fetched.sink->path(), fetched.verdict,
                            WhenExists::Refuse));
    } else {
        m_files->setAside(fetched.file);
        if (fetched.error.kind == ErrorKind::DiskFull || fetched.error.kind == ErrorKind::FolderMissing)
            giveUp({fetched.error, true});
    }
    m_stage == SetStage::Fetching ? goOn() : rest();
}

/// `objects`: those that decode to it.
void SetTransfer::startAlone(Index file, QList<core::Source> objects)
{
    auto alone = std::make_unique<Alone>();
    TransferRequest order = m_order;
    order.source = objects.takeFirst();
    order.folder = m_folder->folder();
    order.name = order.source.name;
    alone->objects = std::move(objects);
    start(file, std::move(alone), std::move(order));
}

/// Of a file that is several objects: the next one, into the set's folder, where all of them are joined.
/// `parts`: it and those behind it.
void SetTransfer::startPart(Index file, QList<core::Source> parts, qsizetype part)
{
    auto alone = std::make_unique<Alone>();
    TransferRequest order = m_order;
    order.source = parts.takeFirst();
    order.source.name = m_folder->partPathOf(file, part);
    order.folder = QFileInfo(order.source.name).path();
    order.name = order.source.name = QFileInfo(order.source.name).fileName();
    order.whenExists = WhenExists::Overwrite;
    order.locked = MissingKeys::Fail;
    alone->objects = std::move(parts);
    alone->part = part;
    start(file, std::move(alone), std::move(order));
}

void SetTransfer::start(Index file, std::unique_ptr<Alone> alone, TransferRequest order)
{
    order.sharedConnection.reset();
    order.isRaw = m_folder->plan().isRaw();
    alone->transfer = std::make_unique<Transfer>(m_services, std::move(order), this);
    Transfer *transfer = alone->transfer.get();
    connect(transfer, &Transfer::finished, this,
            [this, file](const Completion &completion) { onAloneFinished(file, completion); });
    connect(transfer, &Transfer::failed, this,
            [this, file](const Failure &failure) { onAloneFailed(file, failure); });
    connect(transfer, &Transfer::stopped, this, [this, file] {
        endAlone(file);
        rest();
    });
    connect(transfer, &Transfer::named, this, [this, file] { m_alone[file]->wasRenamed = true; });
    connect(transfer, &Transfer::happened, this, [this](const Event &event) {
        using Kind = Event::Kind;
        if (event.kind == Kind::Retry || event.kind == Kind::ChunkRefetched ||
            event.kind == Kind::KeyMissing || event.kind == Kind::KeyWrong || event.kind == Kind::Restarted)
            tell(event);
    });
    m_alone[file] = std::move(alone);
    transfer->start();
}

std::unique_ptr<SetTransfer::Alone> SetTransfer::endAlone(Index file)
{
    auto alone = std::move(m_alone.at(file));
    m_alone.erase(file);
    const Progress progress = alone->transfer->progress();
    m_progress.networkBytes += progress.networkBytes;
    m_progress.refetchedBytes += progress.refetchedBytes;
    alone->transfer.release()->deleteLater(); // this is called by it
    return alone;
}

void SetTransfer::onAloneFinished(Index file, const Completion &completion)
{
    const auto alone = endAlone(file);
    m_failedInARow = 0;
    if (alone->part >= 0)
        return onPartFinished(file, alone->objects, alone->part);
    if (completion.verdict == Verdict::Incomplete || alone->wasRenamed) {
        finish(file, completion.verdict, completion.size); // looked at again by the next attempt
        return m_stage == SetStage::Fetching ? goOn() : rest();
    }
    ++m_diskWork;
    core::runOn(
        m_services.disk(),
        [folder = m_folder, file, verdict = completion.verdict] {
            const auto mark = folder->markOf(file, static_cast<std::uint8_t>(verdict));
            return mark ? folder->mark({*mark}) : core::Result<void>(core::failure(mark.error()));
        },
        this,
        [this, file, completion](const core::Result<void> &marked) {
            --m_diskWork;
            finish(file, completion.verdict, completion.size);
            if (!marked)
                giveUp({marked.error(), core::healsWithTime(marked.error().kind)});
            m_stage == SetStage::Fetching ? goOn() : rest();
        });
}

void SetTransfer::onPartFinished(Index file, const QList<core::Source> &left, qsizetype part)
{
    if (m_stage != SetStage::Fetching) { // the parts that are there stay
        m_files->setAside(file);
        return rest();
    }
    if (!left.isEmpty())
        return startPart(file, left, part + 1);
    ++m_diskWork;
    core::runOn(
        m_services.disk(), [folder = m_folder, file, parts = part + 1] { return folder->join(file, parts); },
        this,
        [this, file](const core::Result<std::shared_ptr<const storage::fs::File>> &joined) {
            --m_diskWork;
            if (joined) {
                const Verdict verdict =
                    m_folder->plan().contentKey(file) ? Verdict::Verified : Verdict::ChunksVerified;
                placeSoon(
                    placingOf(file, *joined, m_folder->temporaryPath(file), verdict, m_order.whenExists));
            } else if (core::isStorage(joined.error().kind)) {
                m_files->setAside(file);
                giveUp({joined.error(), core::healsWithTime(joined.error().kind)});
            } else {
                fail(file, {joined.error()});
            }
            m_stage == SetStage::Fetching ? goOn() : rest();
        });
}

/// It gets its place.
storage::SetPlacing SetTransfer::placingOf(Index file, std::shared_ptr<const storage::fs::File> contents,
                                           const QString &path, Verdict verdict, WhenExists whenExists)
{
    m_files->beginPlacing(file);
    storage::SetPlacing placing;
    placing.file = placing.mark.file = file;
    placing.contents = std::move(contents);
    placing.path = path;
    placing.target = m_folder->targetOf(file);
    placing.whenExists = whenExists;
    placing.mark.verdict = static_cast<std::uint8_t>(verdict);
    return placing;
}

void SetTransfer::onAloneFailed(Index file, const Failure &failure)
{
    auto alone = endAlone(file);
    const ErrorKind kind = failure.error.kind;
    if (m_stage != SetStage::Fetching)
        return rest();
    const bool isElsewhere = core::errorRow(kind).item != core::ItemDoes::AskForKey && !core::isStorage(kind);
    if (isElsewhere && alone->part < 0 && !alone->objects.isEmpty())
        return startAlone(file, alone->objects);
    if (core::isStorage(kind) && !isOfOneFile(kind)) {
        fail(file, failure);
        return giveUp(failure);
    }
    m_failedInARow = failure.mayHeal ? m_failedInARow + 1 : 0;
    fail(file, failure);
    if (m_failedInARow >= kMostInARow)
        return giveUp(failure);
    goOn();
}

void SetTransfer::placeSoon(storage::SetPlacing placing)
{
    m_toPlace.push_back(std::move(placing));
    if (m_isPlacing)
        return;
    if (m_toPlace.size() >= kPlacedTogether || m_stage != SetStage::Fetching)
        place();
    else if (!m_placeTimer.isActive())
        m_placeTimer.start();
}

void SetTransfer::place()
{
    m_placeTimer.stop();
    if (m_isPlacing || m_toPlace.empty())
        return;
    m_isPlacing = true;
    core::runOn(
        m_services.disk(),
        [folder = m_folder, files = std::exchange(m_toPlace, {})]() mutable {
            folder->place(files);
            return std::move(files);
        },
        this, [this](const std::vector<storage::SetPlacing> &placed) { onPlaced(placed); });
}

void SetTransfer::onPlaced(const std::vector<storage::SetPlacing> &placed)
{
    m_isPlacing = false;
    for (const storage::SetPlacing &file : placed) {
        if (file.result) {
            forgetParts(file.file);
            finish(file.file, static_cast<Verdict>(file.mark.verdict), file.mark.size);
        } else if (file.result.error().kind == ErrorKind::TargetExists &&
                   !m_folder->plan().isJoined(file.file)) {
            m_files->setAside(file.file); // it came meanwhile
        } else if (isOfOneFile(file.result.error().kind)) {
            fail(file.file, {file.result.error()});
        } else {
            m_files->setAside(file.file);
            giveUp({file.result.error(), core::healsWithTime(file.result.error().kind)});
        }
    }
    if (m_toPlace.size() >= kPlacedTogether || m_stage != SetStage::Fetching)
        place();
    else if (!m_toPlace.empty())
        m_placeTimer.start();
    m_stage == SetStage::Fetching ? goOn() : rest();
}

/// They are no longer needed once the file is in its place.
void SetTransfer::forgetParts(Index file)
{
    const auto parts = static_cast<qsizetype>(m_folder->plan().parts(file).size());
    if (parts > 0)
        m_services.disk()->post([folder = m_folder, file, parts] { folder->removeParts(file, parts); });
}

/// Files whose content is in its place under another name.
void SetTransfer::copy(const SetOrder::Group &copies)
{
    if (copies.empty() || m_stage != SetStage::Fetching)
        return;
    ++m_diskWork;
    using Copied = std::vector<core::Result<std::shared_ptr<const storage::fs::File>>>;
    const auto make = [folder = m_folder, copies] {
        Copied copied;
        for (const Index file : copies)
            copied.push_back(folder->copy(*folder->plan().original(file), file));
        return copied;
    };
    core::runOn(m_services.disk(), make, this, [this, copies](const Copied &copied) {
        --m_diskWork;
        for (std::size_t i = 0; i < copies.size(); ++i) {
            if (copied[i]) // its content key is the same
                placeSoon(placingOf(copies[i], *copied[i], m_folder->temporaryPath(copies[i]),
                                    Verdict::Verified, WhenExists::Refuse));
            else // it is fetched after all
                m_files->setAside(copies[i]);
        }
        m_stage == SetStage::Fetching ? goOn() : rest();
    });
}

void SetTransfer::finish(Index file, Verdict verdict, qint64 size)
{
    const core::SetPlan &plan = m_folder->plan();
    if (!plan.original(file))
        m_progress.encodedDone += known(plan.expectedSize(file));
    m_progress.decodedDone += known(plan.decodedSize(file));
    ++m_progress.filesDone;
    m_worst = worse(m_worst, verdict);
    m_size += size;
    if (m_ends.isEmpty())
        QMetaObject::invokeMethod(this, &SetTransfer::tellEnds, Qt::QueuedConnection);
    m_ends.append({plan.name(file), plan.contentKey(file), size, verdict, {}});
    const SetOrder::Group copies = m_files->finish(file);
    if (verdict == Verdict::Incomplete) {
        for (const Index copy : copies) // each with its own locked chunks
            m_files->setAside(copy);
    } else {
        copy(copies);
    }
}

void SetTransfer::fail(Index file, const Failure &failure)
{
    const core::SetPlan &plan = m_folder->plan();
    m_failed.push_back({file, failure});
    if (m_ends.isEmpty())
        QMetaObject::invokeMethod(this, &SetTransfer::tellEnds, Qt::QueuedConnection);
    m_ends.append(
        {plan.name(file), plan.contentKey(file), plan.decodedSize(file), Verdict::None, failure.error});
    for (const Index copy : m_files->fail(file))
        fail(copy, failure);
}

void SetTransfer::tellEnds()
{
    if (!m_ends.isEmpty())
        Q_EMIT filesEnded(std::exchange(m_ends, {}));
}

/// The attempt is over for a cause that is no single file's.
void SetTransfer::giveUp(const Failure &failure)
{
    if (m_stage != SetStage::Fetching)
        return;
    m_gaveUp = failure;
    moveTo(SetStage::GivingUp);
    rest();
}

void SetTransfer::stop()
{
    if (!canMove(m_stage, SetStage::Stopping))
        return;
    moveTo(SetStage::Stopping);
    if (m_folder)
        rest();
}

/// What is under way comes to rest; what was fetched gets its place.
void SetTransfer::rest()
{
    m_retry.stop();
    for (const auto &connection : m_connections)
        connection->drop();
    for (const auto &[file, alone] : m_alone)
        alone->transfer->stop();
    place();
    if (isQuiet())
        m_endSoon(); // not from within what is deleted then
}

bool SetTransfer::isQuiet() const
{
    return m_alone.empty() && m_toPlace.empty() && !m_isPlacing && m_diskWork == 0 && m_looks == 0 &&
           std::all_of(m_connections.begin(), m_connections.end(),
                       [](const auto &connection) { return connection->underWay() == 0; });
}

/// Every file has ended.
void SetTransfer::close()
{
    moveTo(SetStage::Closing);
    Q_EMIT committing();
    const bool isWhole = m_failed.empty() && m_worst != Verdict::Incomplete;
    core::runOn(
        m_services.disk(),
        [folder = m_folder, isWhole] { return isWhole ? folder->remove() : core::Result<void>(); }, this,
        [this](const core::Result<void> &) { end(); });
}

void SetTransfer::endIfQuiet()
{
    if (m_stage == SetStage::Fetching && m_files->isOver() && isQuiet())
        close();
    else if ((m_stage == SetStage::GivingUp || m_stage == SetStage::Stopping) && isQuiet())
        end();
}

void SetTransfer::end()
{
    tellEnds();
    m_progress = progress(); // of those that are over
    m_connections.clear();
    if (m_stage == SetStage::Closing && !m_failed.empty())
        m_gaveUp = failureOfAll();
    const SetStage from = m_stage;
    moveTo(SetStage::Over);
    // Its journal is open, and locked, as long as the folder is.
    core::runOn(
        m_services.disk(), [folder = std::exchange(m_folder, {})] { return folder.use_count(); }, this,
        [this, from](long) {
            if (from == SetStage::Stopping)
                Q_EMIT stopped();
            else if (m_gaveUp)
                Q_EMIT failed(*m_gaveUp);
            else
                Q_EMIT finished({m_worst, {}, m_size});
        });
}

/// Of one kind where all failed for the same cause.
Failure SetTransfer::failureOfAll() const
{
    const FailedFile &first = m_failed.front();
    const auto hasKind = [kind = first.failure.error.kind](const FailedFile &f) {
        return f.failure.error.kind == kind;
    };
    const auto mayHeal = [](const FailedFile &f) { return f.failure.mayHeal; };
    Failure failure;
    failure.mayHeal = std::all_of(m_failed.begin(), m_failed.end(), mayHeal);
    failure.error.kind = std::all_of(m_failed.begin(), m_failed.end(), hasKind) ? first.failure.error.kind
                                                                                : ErrorKind::FilesFailed;
    failure.error.detail = QStringLiteral("%1 of %2 files, %3 among them: %4 %5")
                               .arg(m_failed.size())
                               .arg(m_progress.filesTotal)
                               .arg(m_folder->plan().name(first.file),
                                    core::sentence(first.failure.error.kind), first.failure.error.detail);
    return failure;
}

Progress SetTransfer::progress() const
{
    Progress progress = m_progress;
    for (const auto &connection : m_connections) {
        progress.networkBytes += connection->networkBytes();
        progress.refetchedBytes += connection->refetchedBytes();
    }
    for (const auto &[file, alone] : m_alone) {
        const Progress of = alone->transfer->progress();
        progress.networkBytes += of.networkBytes;
        progress.refetchedBytes += of.refetchedBytes;
        progress.encodedDone += of.encodedDone;
        progress.decodedDone += of.decodedDone;
    }
    return progress;
}

void SetTransfer::tell(Event event)
{
    event.time = QDateTime::currentDateTimeUtc();
    Q_EMIT happened(event);
}

} // namespace transfer
