#include "core/queue/queue.h"

#include "core/async.h"
#include "core/queue/admission.h"
#include "core/queue/dispatcher.h"
#include "core/queue/intentchanges.h"
#include "core/queue/limitclock.h"
#include "core/queue/mergedsource.h"
#include "core/queue/queuepersistence.h"
#include "core/queue/relocator.h"
#include "core/queue/setitems.h"
#include "core/queue/stored.h"
#include "core/queue/transferevents.h"
#include "core/queue/verifier.h"
#include "core/transfer/storedmap.h"
#include "core/transfer/target.h"
#include "core/transfer/transferservices.h"

#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <algorithm>
#include <tuple>

namespace queue {

using transfer::Intent;
using transfer::State;

Queue::Queue(transfer::TransferServices &services, Settings settings, QString databasePath, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_services(services)
    , m_rows(this)
    , m_persistence(std::make_unique<QueuePersistence>(std::move(databasePath),
                                                       [this](ItemId id) {
                                                           const Item *item = find(id);
                                                           return item ? std::optional(toStored(*item))
                                                                       : std::nullopt;
                                                       }))
    , m_verifier(std::make_unique<Verifier>(m_rows, [this] { return m_services.keys; }))
    , m_volumes(std::make_unique<DiskSpaceWatch>(m_services.disk()))
    , m_waits(std::make_unique<Waits>(m_rows, *m_volumes))
    , m_running(std::make_unique<RunningItems>(m_rows, m_services))
    , m_transferEvents(
          std::make_unique<TransferEvents>(m_rows, *m_running, *m_waits, *m_volumes, m_settings, m_services))
    , m_relocator(std::make_unique<Relocator>(m_rows, *m_running, m_services))
    , m_intents(std::make_unique<IntentChanges>(m_rows, *m_running, *m_relocator, *m_volumes, *m_persistence))
    , m_dispatcher(std::make_unique<Dispatcher>(m_rows, m_intents->backlog(), *m_running, *m_waits,
                                                *m_volumes, m_settings, m_services,
                                                m_persistence->isOn() ? Gate::Unread : Gate::Open))
    , m_limitClock(std::make_unique<LimitClock>([this](qint64 rate) {
        m_services.limiter.setRate(std::max<qint64>(rate, 0));
        m_dispatcher->setOutOfHours(rate == ScheduleRule::kNothingRuns);
    }))
    , m_admission(std::make_unique<Admission>(m_rows, m_persistence->firstId()))
    , m_sets(std::make_unique<SetItems>(m_rows, *m_running, m_services))
{
    connectRows();
    connectParts();
    applySettings();
}

void Queue::connectRows()
{
    connect(&m_rows, &Rows::worthKeeping, m_persistence.get(), &QueuePersistence::noteChanged);
    connect(&m_rows, &Rows::gone, m_persistence.get(), &QueuePersistence::noteRemoved);
    connect(&m_rows, &Rows::happened, m_persistence.get(), &QueuePersistence::noteEvent);
    connect(&m_rows, &Rows::itemsAboutToBeInserted, this, &Queue::itemsAboutToBeInserted);
    connect(&m_rows, &Rows::itemsInserted, this, &Queue::itemsInserted);
    connect(&m_rows, &Rows::itemsAboutToBeRemoved, this, &Queue::itemsAboutToBeRemoved);
    connect(&m_rows, &Rows::itemsRemoved, this, &Queue::itemsRemoved);
    connect(&m_rows, &Rows::itemsAboutToBeReordered, this, &Queue::itemsAboutToBeReordered);
    connect(&m_rows, &Rows::itemsReordered, this, &Queue::itemsReordered);
    connect(&m_rows, &Rows::itemChanged, this, &Queue::itemChanged);
    connect(&m_rows, &Rows::itemsProgressed, this, &Queue::itemsProgressed);
    connect(&m_rows, &Rows::happened, this, &Queue::happened);
}

void Queue::connectParts()
{
    connect(m_persistence.get(), &QueuePersistence::loaded, this, [this](const QueueStore::Loaded &stored) {
        onLoaded(stored.items);
        setHostFacts(stored.hostFacts);
        Q_EMIT loaded(stored.notice);
        m_dispatcher->lookSoon();
    });
    connect(m_persistence.get(), &QueuePersistence::loadFailed, this, &Queue::onLoadFailed);
    connect(m_persistence.get(), &QueuePersistence::failed, this, &Queue::storeFailed);
    connect(m_persistence.get(), &QueuePersistence::settled, this, &Queue::closeIfQuiet);
    connect(m_running.get(), &RunningItems::countChanged, this, &Queue::activeCountChanged);
    connect(m_running.get(), &RunningItems::filesEnded, this, &Queue::filesEnded);
    connect(m_running.get(), &RunningItems::leftQuiet, this, &Queue::closeIfQuiet);
    connect(m_transferEvents.get(), &TransferEvents::unlockable, this, [this](ItemId id) { run({id}); });
    connect(m_transferEvents.get(), &TransferEvents::ended, this, [this] {
        m_dispatcher->lookSoon();
        closeIfQuiet();
    });
    connect(m_intents.get(), &IntentChanges::followed, m_dispatcher.get(), &Dispatcher::lookSoon);
    connect(m_intents.get(), &IntentChanges::settled, this, &Queue::closeIfQuiet);
    connect(m_dispatcher.get(), &Dispatcher::idle, this, &Queue::idle);
    connect(m_sets.get(), &SetItems::runnable, this, [this](ItemId id) {
        if (const Item *item = find(id); item && item->intent == Intent::Run)
            run({id});
    });
    connect(m_relocator.get(), &Relocator::moved, this, [this](ItemId id, Intent intent) {
        if (intent == Intent::Run)
            run({id});
    });
}

Queue::~Queue()
{
    if (m_intents->isSettled() && m_running->isQuiet() && m_persistence->isClean())
        return;
    QEventLoop loop;
    connect(this, &Queue::closed, &loop, &QEventLoop::quit);
    close();
    loop.exec();
}

void Queue::load()
{
    if (m_persistence->isOn())
        m_persistence->load();
    else
        Q_EMIT loaded({});
}

void Queue::onLoaded(const QList<storage::StoredItem> &stored)
{
    m_dispatcher->enter(GateEvent::Read);
    const Admission::Merged merged = m_admission->merge(stored);
    remove(merged.repeated, Removal::KeepFiles);
    run(merged.again);
}

/// What is not known is not taken for empty: it is tried again. What is added meanwhile is shown and kept.
/// What another program has open comes back soon. Anything else may need the user, who wants to fetch
/// meanwhile.
void Queue::onLoadFailed(const core::Error &error)
{
    if (!storage::QueueDatabase::meansLocked(error))
        m_dispatcher->enter(GateEvent::Read);
}

bool Queue::isLoaded() const
{
    return isRead(m_dispatcher->gate());
}

void Queue::close()
{
    m_dispatcher->enter(GateEvent::Close);
    m_transferEvents->close();
    m_waits->stop();
    m_persistence->close();
    m_running->stopAll();
    QMetaObject::invokeMethod(this, &Queue::closeIfQuiet, Qt::QueuedConnection);
}

void Queue::closeIfQuiet()
{
    if (!isClosing(m_dispatcher->gate()) || !m_intents->isSettled() || !m_running->isQuiet() ||
        !m_persistence->isSettled())
        return;
    m_persistence->keepHostFacts(hostFacts());
    Q_EMIT closed();
}

QList<int> Queue::waitingRows() const
{
    QList<int> rows;
    for (const ItemId id : m_rows.waiting().all())
        rows.append(rowOf(id));
    return rows;
}

QList<ItemId> Queue::add(const QList<Request> &requests)
{
    const Admission::Added added = m_admission->add(requests);
    run(added.again); // whoever asks for it once more wants it tried once more
    m_dispatcher->lookSoon();
    return added.ids;
}

void Queue::run(const QList<ItemId> &ids)
{
    m_intents->change(Intent::Run, ids);
}

void Queue::hold(const QList<ItemId> &ids)
{
    m_intents->change(Intent::Hold, ids);
}

void Queue::startNow(const QList<ItemId> &ids)
{
    run(ids);
    m_dispatcher->startNow(ids);
}

void Queue::remove(const QList<ItemId> &ids, Removal removal)
{
    m_rows.remove(ids, [this, removal](const Item &item) { leave(item, removal); });
    m_dispatcher->lookSoon();
}

/// Files are deleted only when nobody writes them any more.
void Queue::leave(const Item &item, Removal removal)
{
    const QString target = item.target();
    // A finished file keeps its receipt, and one with locked chunks what it needs to go on: whoever adds the
    // link again finds them.
    const bool isKept =
        removal == Removal::KeepFiles || (removal == Removal::DeletePartial && item.state == State::Done);
    if (isKept || target.isEmpty())
        return m_running->leave(item.id, {});
    // What has the name of a set is not a file of ours.
    const bool isFile = item.source.set.isEmpty();
    const bool deletesFiles = removal == Removal::DeleteEverything;
    const bool deletesTarget = isFile && deletesFiles && item.state == State::Done;
    const auto cleanUp = [folder = item.folder, target, deletesTarget, deletesSet = !isFile && deletesFiles] {
        if (deletesTarget)
            QFile::remove(target);
        if (deletesSet)
            storage::removeFilesOf(target);
        std::ignore =
            transfer::discardTarget(folder, target); // what stays is told from others' files by its name
    };
    m_running->leave(item.id, cleanUp);
}

void Queue::move(const QList<ItemId> &ids, int row)
{
    m_rows.move(ids, row);
    m_dispatcher->lookSoon();
}

void Queue::setLimit(const QList<ItemId> &ids, qint64 bytesPerSecond)
{
    for (const ItemId id : ids) {
        Item *item = m_rows.find(id);
        if (!item)
            continue;
        item->bytesPerSecond = std::max<qint64>(0, bytesPerSecond);
        m_running->setLimit(id, item->bytesPerSecond);
        m_rows.changed(*item);
    }
}

void Queue::setLabels(const QList<ItemId> &ids, const LabelChange &change)
{
    for (const ItemId id : ids) {
        Item *item = m_rows.find(id);
        if (!item)
            continue;
        item->category = change.category.value_or(item->category);
        QStringList tags = item->tags + change.addedTags;
        tags.removeIf([&](const QString &tag) { return change.removedTags.contains(tag); });
        tags.sort();
        tags.removeDuplicates();
        item->tags = tags;
        m_rows.changed(*item);
    }
}

core::Result<void> Queue::replaceSource(ItemId id, core::Source source)
{
    Item *item = m_rows.find(id);
    if (!item || item->state == State::Done)
        return core::failure(core::ErrorKind::SourceNotUnderstood,
                             QStringLiteral("there is nothing to fetch"));
    if (!item->source.set.isEmpty())
        return core::failure(core::ErrorKind::SourceNotUnderstood,
                             QStringLiteral("a set of files has no address of its own"));
    auto complete = mergedSource(item->source, std::move(source));
    if (!complete)
        return core::failure(complete.error());
    item->source = std::move(*complete);
    item->standstill.forget();
    m_running->stopForNewSource(id);
    m_rows.sourceChanged(*item);
    if (item->intent == Intent::Run && (item->state == State::Failed || item->state == State::Waiting)) {
        item->error = {};
        m_rows.moveTo(*item, State::Queued);
    }
    m_dispatcher->lookSoon();
    return {};
}

void Queue::relocate(ItemId id, const QString &folder, const QString &name, QObject *receiver, Relocated done)
{
    m_relocator->relocate(id, folder, name,
                          [to = QPointer<QObject>(receiver), done = std::move(done)](const auto &result) {
                              if (to)
                                  done(result);
                          });
}

void Queue::setWhenExists(const QList<ItemId> &ids, WhenExists whenExists)
{
    QList<ItemId> failed;
    for (const ItemId id : ids) {
        Item *item = m_rows.find(id);
        if (!item || item->state == State::Done)
            continue;
        item->options.whenExists = whenExists;
        m_rows.changed(*item);
        if (item->state == State::Failed)
            failed.append(id);
    }
    run(failed);
}

void Queue::fetchAgain(const QList<ItemId> &ids)
{
    for (const ItemId id : ids) {
        Item *item = m_rows.find(id);
        if (!item || item->state != State::Done || !item->source.set.isEmpty() || m_relocator->isMoving(id))
            continue;
        item->options.whenExists = WhenExists::Overwrite;
        item->intent = Intent::Run;
        item->verdict = transfer::Verdict::None;
        item->md5.clear();
        item->finished = {};
        item->lockedChunks = 0;
        item->missingKeys.clear();
        item->standstill.forget();
        item->progress.encodedDone = item->progress.decodedDone = 0;
        item->progress.encodedSize = item->progress.decodedSize = -1;
        m_rows.moveTo(*item, State::Queued);
    }
    m_dispatcher->lookSoon();
}

core::Error Queue::pausedBy() const
{
    return m_rows.waiting().parkedCount() > 0 ? m_dispatcher->pauseReason() : core::Error();
}

void Queue::setPauseReason(std::optional<core::Error> why)
{
    m_dispatcher->setPauseReason(std::move(why));
}

void Queue::holdStarts()
{
    m_dispatcher->enter(GateEvent::Hold);
}

void Queue::allowStarts()
{
    m_dispatcher->enter(GateEvent::Allow);
}

void Queue::verify(const QList<ItemId> &ids)
{
    m_verifier->verify(ids);
}

void Queue::setSettings(const Settings &settings)
{
    const bool isAnotherWay = settings.proxy != m_settings.proxy;
    const QList<http::SiteLogin> logins = std::exchange(m_settings, settings).logins;
    applySettings();
    retrySignIns(logins);
    if (isAnotherWay)
        m_dispatcher->requeueAll();
    m_dispatcher->lookSoon();
}

/// What failed for want of a login that is there now.
void Queue::retrySignIns(const QList<http::SiteLogin> &before)
{
    if (before == m_settings.logins)
        return;
    const auto isNew = [&](const QUrl &url) {
        const auto login = http::siteLoginFor(url);
        return login && !before.contains(*login);
    };
    QList<ItemId> ids;
    for (int row = 0; row < count(); ++row) {
        const Item &item = at(row);
        const auto &mirrors = item.source.mirrors;
        if (item.state == State::Failed && item.error.kind == core::ErrorKind::CredentialsNeeded &&
            std::any_of(mirrors.begin(), mirrors.end(), isNew))
            ids.append(item.id);
    }
    run(ids);
}

void Queue::applySettings()
{
    http::useProxy(m_settings.proxy);
    http::useSiteLogins(m_settings.logins);
    m_dispatcher->applySettings();
    m_limitClock->set(m_settings.bytesPerSecond, m_settings.schedule);
}

void Queue::setKeys(std::shared_ptr<const blte::KeyStore> keys)
{
    const auto before = std::exchange(m_services.keys, std::move(keys));
    std::vector<const Item *> unlocked;
    for (const ItemId id : counts().wantingKeys()) {
        const Item *item = find(id);
        if (failedForWantOfKey(*item) || m_transferEvents->hasNewKeyFor(*item, before.get()))
            unlocked.push_back(item);
    }
    std::sort(unlocked.begin(), unlocked.end(),
              [](const Item *a, const Item *b) { return a->position < b->position; });
    QList<ItemId> ids;
    for (const Item *item : unlocked)
        ids.append(item->id);
    run(ids);
    Q_EMIT keysChanged();
}

std::shared_ptr<const blte::KeyStore> Queue::keys() const
{
    return m_services.keys;
}

QByteArray Queue::hostFacts() const
{
    return QJsonDocument(m_services.hosts.toJson()).toJson(QJsonDocument::Compact);
}

void Queue::setHostFacts(const QByteArray &json)
{
    m_services.hosts.fromJson(QJsonDocument::fromJson(json).object());
}

const transfer::ChunkMap *Queue::chunkMap(ItemId id) const
{
    return m_running->chunkMap(id);
}

QList<MirrorStatus> Queue::mirrors(ItemId id) const
{
    return m_running->mirrors(id);
}

void Queue::readChunkMap(ItemId id, QObject *receiver, MapReader done) const
{
    const Item *item = find(id);
    if (!item || item->name.isEmpty())
        return done(nullptr);
    core::runOn(
        m_services.disk(),
        [target = item->target(), source = item->source, isRaw = item->options.form == Form::Raw] {
            return transfer::storedMap(target, source, isRaw);
        },
        receiver, std::move(done));
}

void Queue::readEarlierLog(ItemId id, QObject *receiver, LogReader done) const
{
    m_persistence->readLog(id, receiver,
                           [known = log(id), done = std::move(done)](const QList<transfer::Event> &stored) {
                               done(EventLog::earlier(stored, known));
                           });
}

qint64 Queue::bytesPerSecond() const
{
    return m_running->bytesPerSecond();
}

int Queue::activeCount() const
{
    return m_running->count();
}

int Queue::placesTaken() const
{
    return std::as_const(*m_running).places().taken();
}

RunTotals Queue::totals() const
{
    return m_running->totals();
}

void Queue::poll()
{
    m_limitClock->look();
    m_running->poll();
}

} // namespace queue
