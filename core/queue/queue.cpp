#include "core/queue/queue.h"

#include "core/errortable.h"
#include "core/queue/claims.h"
#include "core/queue/diskspacewatch.h"
#include "core/queue/jobslots.h"
#include "core/queue/queuestore.h"
#include "core/queue/running.h"
#include "core/storage/safename.h"
#include "core/transfer/routing/usedkeys.h"

#include <QEventLoop>
#include <algorithm>

namespace queue {

using transfer::Event;
using transfer::Intent;
using transfer::State;

Queue::Queue(Settings settings, QString databasePath, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_services(std::make_unique<transfer::TransferServices>())
    , m_fullVolumes(std::make_unique<DiskSpaceWatch>(m_services->disk()))
    , m_places(std::make_unique<JobSlots>(*m_services))
    , m_isLoaded(databasePath.isEmpty())
{
    if (!databasePath.isEmpty()) {
        m_store = std::make_unique<QueueStore>(std::move(databasePath));
        m_nextId = StoredIds::kFirstOfRun;
    }
    m_readers.setMaxThreadCount(1);
    m_wake.setSingleShot(true);
    connect(&m_wake, &QTimer::timeout, this, &Queue::wakeWaiting);
    connect(m_fullVolumes.get(), &DiskSpaceWatch::roomMade, this, &Queue::onRoomMade);
    connect(&m_services->hosts, &transfer::HostPool::silenceEnded, this, [this] { m_scheduleSoon(); });
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &Queue::releaseMemory);
    m_saveAgain.setSingleShot(true);
    connect(&m_saveAgain, &QTimer::timeout, this, &Queue::saveSoon);
    m_limitChange.setSingleShot(true);
    connect(&m_limitChange, &QTimer::timeout, this, &Queue::applyLimit);
    applySettings();
}

Queue::~Queue()
{
    *m_readersStop = true;
    if (!m_running.empty() || !m_leaving.empty() || hasUnsaved() || m_isSaving) {
        QEventLoop loop;
        connect(this, &Queue::closed, &loop, &QEventLoop::quit);
        close();
        loop.exec();
    }
    // Those that are over and wait to be deleted: what they hold must not outlive the lanes.
    qDeleteAll(findChildren<transfer::Transfer *>(QString(), Qt::FindDirectChildrenOnly));
}

void Queue::insert(int row, std::vector<std::unique_ptr<Item>> items)
{
    if (items.empty())
        return;
    const int last = row + static_cast<int>(items.size()) - 1;
    Q_EMIT itemsAboutToBeInserted(row, last);
    m_items.insert(m_items.begin() + row, std::make_move_iterator(items.begin()),
                   std::make_move_iterator(items.end()));
    m_rows.clear();
    m_firstOpen = 0;
    Q_EMIT itemsInserted(row, last);
}

const Item *Queue::find(ItemId id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &at(row);
}

Item *Queue::editable(ItemId id)
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : m_items[static_cast<std::size_t>(row)].get();
}

int Queue::rowOf(ItemId id) const
{
    if (m_rows.isEmpty()) {
        for (int row = 0; row < count(); ++row)
            m_rows.insert(at(row).id, row);
    }
    return m_rows.value(id, -1);
}

const transfer::ChunkMap *Queue::chunkMap(ItemId id) const
{
    const auto found = m_running.find(id);
    return found == m_running.end() ? nullptr : found->second->transfer->chunkMap();
}

QList<MirrorStatus> Queue::mirrors(ItemId id) const
{
    const auto found = m_running.find(id);
    QList<MirrorStatus> result;
    if (found != m_running.end() && found->second->transfer->mirrors()) {
        result = statusOf(*found->second);
    } else if (const Item *item = find(id)) {
        for (const QUrl &url : item->source.mirrors) {
            MirrorStatus status;
            status.host = url.host();
            status.url = url;
            status.ranges = m_services->hosts.facts(status.host).ranges != transfer::HostFacts::Answer::No;
            result.append(status);
        }
    }
    for (MirrorStatus &status : result)
        status.multiRange = m_services->hosts.facts(status.host).multiRange;
    return result;
}

QList<Event> Queue::log(ItemId id) const
{
    return m_logs.value(id);
}

qint64 Queue::bytesPerSecond() const
{
    return m_rate.bytesPerSecond(transfer::RateEstimator::Clock::now());
}

int Queue::activeCount() const
{
    return static_cast<int>(m_running.size());
}

std::shared_ptr<const blte::KeyStore> Queue::keys() const
{
    return m_services->keys;
}

Item Queue::makeItem(const Request &request)
{
    Item item;
    item.id = ItemId{m_nextId++};
    item.source = request.source;
    item.folder = request.folder;
    item.name = request.name;
    if (item.name.isEmpty())
        item.name = request.source.name;
    if (item.name.isEmpty() && !request.source.mirrors.isEmpty())
        item.name = core::nameFromUrl(request.source.mirrors.first());
    item.name = storage::safeName(item.name).value_or(item.name); // as the file will be called
    item.options = request.options;
    item.intent = request.intent;
    item.bytesPerSecond = request.bytesPerSecond;
    item.state = request.intent == Intent::Hold ? State::Paused : State::Queued;
    item.added = QDateTime::currentDateTimeUtc();
    return item;
}

QList<ItemId> Queue::add(const QList<Request> &requests)
{
    Claims claims;
    for (const auto &item : m_items)
        claims.claim(*item);
    QList<ItemId> ids;
    QList<ItemId> unmade; // failed, or finished with locked chunks
    std::vector<std::unique_ptr<Item>> added;
    for (const Request &request : requests) {
        auto item = std::make_unique<Item>(makeItem(request));
        const Claims::Ruling ruling = claims.ask(*item, request.mayRename);
        if (ruling.answer == Claims::Answer::Same || ruling.answer == Claims::Answer::Taken) {
            ids.append(ruling.holder);
            const Item *known = find(ids.last());
            if (known && (known->state == State::Failed || known->state == State::Done))
                unmade.append(known->id);
            continue;
        }
        if (ruling.answer == Claims::Answer::Renamed)
            item->name = ruling.name;
        claims.claim(*item);
        ids.append(item->id);
        added.push_back(std::move(item));
    }
    const int first = count();
    insert(first, std::move(added));
    for (int row = first; row < count(); ++row) {
        Item &item = *m_items[static_cast<std::size_t>(row)];
        m_unsaved.insert(item.id);
        Event event;
        event.kind = Event::Kind::Added;
        note(item, event);
    }
    run(unmade); // whoever asks for it once more wants it tried once more
    saveSoon();
    m_scheduleSoon();
    return ids;
}

void Queue::run(const QList<ItemId> &ids)
{
    for (ItemId id : ids) {
        Item *item = editable(id);
        const bool isLocked =
            item && item->state == State::Done && item->verdict == transfer::Verdict::Incomplete;
        if (!item || (item->state == State::Done && !isLocked))
            continue;
        item->intent = Intent::Run;
        item->standstill.forget();
        if (item->volume)
            m_fullVolumes->forget(*item->volume);
        if (isLocked || item->state == State::Paused || item->state == State::Failed ||
            item->state == State::Waiting) {
            item->error = {};
            moveTo(*item, State::Queued);
        } else {
            changed(*item);
        }
    }
    m_scheduleSoon();
}

void Queue::hold(const QList<ItemId> &ids)
{
    for (ItemId id : ids) {
        Item *item = editable(id);
        if (!item || transfer::isFinished(item->state))
            continue;
        item->intent = Intent::Hold;
        if (const auto running = m_running.find(id); running != m_running.end()) {
            running->second->transfer->stop();
            changed(*item);
        } else if (item->state != State::Paused) {
            moveTo(*item, State::Paused);
        }
    }
}

bool Queue::hasNewKeyFor(const Item &item, const blte::KeyStore *before) const
{
    return transfer::hasNews(item.missingKeys, before, m_services->keys.get());
}

void Queue::setKeys(std::shared_ptr<const blte::KeyStore> keys)
{
    const auto before = std::exchange(services().keys, std::move(keys));
    QList<ItemId> unlocked;
    for (const auto &item : m_items) {
        const bool isRefused = item->state == State::Failed &&
                               core::errorRow(item->error.kind).item == core::ItemDoes::AskForKey;
        if (isRefused || (item->state == State::Done && hasNewKeyFor(*item, before.get())))
            unlocked.append(item->id);
    }
    run(unlocked);
}

} // namespace queue
