#include "core/transfer/setsingles.h"

#include "core/errortable.h"
#include "core/transfer/transferservices.h"

#include <QFileInfo>
#include <algorithm>
#include <utility>

namespace transfer {

namespace {

void addShares(const Transfer &transfer, SetHosts &hosts)
{
    const std::vector<Mirror> *mirrors = transfer.mirrors();
    for (std::size_t i = 0; mirrors && i < mirrors->size(); ++i) {
        const Mirror &mirror = (*mirrors)[i];
        if (const qint64 bytes = transfer.bytesFrom(static_cast<int>(i)); bytes > 0)
            hosts.addBytes(mirror.host, bytes);
        if (mirror.lastError.kind != core::ErrorKind::None)
            hosts.addFailure(mirror.host, mirror.lastError);
    }
}

} // namespace

SetSingles::SetSingles(TransferServices &services, const TransferRequest &order, SetDisk &disk,
                       SetHosts &hosts)
    : m_services(services)
    , m_order(order)
    , m_disk(disk)
    , m_hosts(hosts)
{
}

SetSingles::~SetSingles() = default;

void SetSingles::start(Index file, int attempts)
{
    const core::SetPlan &plan = m_disk.folder().plan();
    if (plan.isJoined(file)) {
        auto single = std::make_unique<Single>();
        single->objects = plan.parts(file);
        return startPart(file, std::move(single));
    }
    core::Source source = plan.source(file);
    // Who sent what is wrong is not known: each host is asked for all of it, the others while it cannot be.
    if (attempts > 0 && source.mirrors.size() > 1) {
        std::rotate(source.mirrors.begin(), source.mirrors.begin() + attempts % source.mirrors.size(),
                    source.mirrors.end());
        source.primaries = 1;
    }
    startObject(file, QList{source} + plan.others(file));
}

void SetSingles::mend(Index file, std::vector<tact::IndexEntry> objects)
{
    auto single = std::make_unique<Single>();
    const core::SetPlan &plan = m_disk.folder().plan();
    core::Source source = plan.source(file);
    source.armadillo = plan.armadillo(file); // each comes clear
    source.encodedSize.reset();
    for (const tact::IndexEntry &object : objects) {
        source.slice = core::ByteRange{object.offset, qint64{object.offset} + object.encodedSize - 1};
        source.encodingKey = blte::EncodingKey{object.key};
        single->objects << source;
    }
    single->mended = std::move(objects);
    startPart(file, std::move(single));
}

/// `objects`: those that decode to it.
void SetSingles::startObject(Index file, QList<core::Source> objects)
{
    auto single = std::make_unique<Single>();
    TransferRequest order = m_order;
    order.source = objects.takeFirst();
    order.folder = m_disk.folder().folder();
    order.name = order.source.name;
    single->objects = std::move(objects);
    run(file, std::move(single), std::move(order));
}

/// The next of its objects, into the set's folder, where all of them are put together. One that an earlier
/// attempt fetched is known by its receipt.
void SetSingles::startPart(Index file, std::unique_ptr<Single> single, WhenExists whenExists)
{
    const QFileInfo place(m_disk.folder().partPathOf(file, ++single->part));
    TransferRequest order = m_order;
    order.source = single->objects.takeFirst();
    order.folder = place.path();
    order.name = order.source.name = place.fileName();
    order.whenExists = whenExists;
    order.locked = MissingKeys::Fail;
    single->source = order.source;
    run(file, std::move(single), std::move(order));
}

void SetSingles::run(Index file, std::unique_ptr<Single> single, TransferRequest order)
{
    order.sharedConnection.reset();
    order.isRaw = m_disk.folder().plan().isRaw();
    order.volume = m_disk.folder().volume();
    single->transfer = std::make_unique<Transfer>(m_services, std::move(order), this);
    Transfer *transfer = single->transfer.get();
    connect(transfer, &Transfer::finished, this,
            [this, file](const Completion &completion) { onFinished(file, completion); });
    connect(transfer, &Transfer::failed, this,
            [this, file](const Failure &failure) { onFailed(file, failure); });
    connect(transfer, &Transfer::stopped, this, [this, file] {
        end(file);
        Q_EMIT stopped(file);
    });
    connect(transfer, &Transfer::named, this, [this, file] { m_singles[file]->wasRenamed = true; });
    connect(transfer, &Transfer::happened, this, [this, file](const Event &event) {
        using Kind = Event::Kind;
        if (event.kind == Kind::Retry || event.kind == Kind::ChunkRefetched ||
            event.kind == Kind::KeyMissing || event.kind == Kind::KeyWrong || event.kind == Kind::Restarted)
            Q_EMIT happened(file, event);
    });
    m_singles[file] = std::move(single);
    transfer->start();
}

std::unique_ptr<SetSingles::Single> SetSingles::end(Index file)
{
    auto single = std::move(m_singles.at(file));
    m_singles.erase(file);
    const Progress progress = single->transfer->progress();
    m_networkBytes += progress.networkBytes;
    m_refetchedBytes += progress.refetchedBytes;
    addShares(*single->transfer, m_hosts);
    single->transfer.release()->deleteLater(); // this is called by it
    return single;
}

void SetSingles::onFinished(Index file, const Completion &completion)
{
    auto single = end(file);
    if (single->part < 0) {
        Q_EMIT finished(file, completion, completion.verdict != Verdict::Incomplete && !single->wasRenamed);
        return;
    }
    if (m_isStopping) { // the parts that are there stay
        Q_EMIT stopped(file);
        return;
    }
    single->objects.isEmpty() ? putTogether(file, *single) : startPart(file, std::move(single));
}

void SetSingles::putTogether(Index file, const Single &single)
{
    const auto fail = [this, file](const core::Error &error) {
        Q_EMIT failed(file, {error, core::healsWithTime(error.kind)});
    };
    if (!single.mended.empty()) {
        m_disk.mend(file, single.mended, [this, file, fail](const core::Result<void> &written) {
            if (written)
                Q_EMIT mended(file);
            else
                fail(written.error());
        });
        return;
    }
    m_disk.join(file, single.part + 1, m_order.whenExists, [this, file, fail](const core::Error &error) {
        if (error.kind == core::ErrorKind::None)
            Q_EMIT joined(file);
        else
            fail(error);
    });
}

void SetSingles::onFailed(Index file, const Failure &failure)
{
    auto single = end(file);
    const core::ErrorKind kind = failure.error.kind;
    // The same file may lie at another place as well.
    if (single->part >= 0 && kind == core::ErrorKind::TargetExists && !m_isStopping) { // of another plan
        single->objects.prepend(single->source);
        --single->part;
        return startPart(file, std::move(single), WhenExists::Overwrite);
    }
    const bool isElsewhere = core::errorRow(kind).item != core::ItemDoes::AskForKey && !core::isStorage(kind);
    if (isElsewhere && single->part < 0 && !single->objects.isEmpty() && !m_isStopping)
        return startObject(file, single->objects);
    Q_EMIT failed(file, failure);
}

void SetSingles::stop()
{
    m_isStopping = true;
    for (const auto &[file, single] : m_singles)
        single->transfer->stop();
}

QStringList SetSingles::askedHosts() const
{
    QStringList asked;
    for (const auto &[file, single] : m_singles)
        asked += single->transfer->askedHosts();
    return asked;
}

void SetSingles::addUnderWay(SetHosts &hosts) const
{
    for (const auto &[file, single] : m_singles) {
        addShares(*single->transfer, hosts);
        for (const QString &host : single->transfer->askedHosts())
            hosts.addUnderWay(host);
    }
}

Progress SetSingles::progress() const
{
    Progress progress;
    progress.networkBytes = m_networkBytes;
    progress.refetchedBytes = m_refetchedBytes;
    for (const auto &[file, single] : m_singles) {
        const Progress one = single->transfer->progress();
        progress.networkBytes += one.networkBytes;
        progress.refetchedBytes += one.refetchedBytes;
        progress.encodedDone += one.encodedDone;
        progress.decodedDone += one.decodedDone;
    }
    return progress;
}

} // namespace transfer
