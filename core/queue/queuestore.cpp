#include "core/queue/queuestore.h"

#include "core/async.h"
#include "core/queue/rowlist.h"
#include "core/queue/storedevent.h"

#include <QFileInfo>

namespace queue {

namespace {

const QString kHostFacts = QStringLiteral("hosts");

QString asidePath(const QString &path)
{
    return path + QStringLiteral(".aside");
}

} // namespace

QueueStore::QueueStore(QString path)
    : m_path(std::move(path))
{
    m_thread.setObjectName(QStringLiteral("queue database"));
    m_worker.moveToThread(&m_thread);
    m_thread.start();
}

QueueStore::~QueueStore()
{
    // Blocking, because quit() overtakes what is queued.
    QMetaObject::invokeMethod(
        &m_worker,
        [this] {
            m_database.reset();
            m_aside.reset();
        },
        Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

core::Result<QueueStore::Loaded> QueueStore::openAndLoad()
{
    auto opened = storage::QueueDatabase::open(m_path);
    if (!opened)
        return core::failure(opened.error());
    m_database = std::move(opened->database);
    const auto joined = join();
    auto items = joined.and_then([this] { return m_database->load(); });
    if (!items) {
        m_database.reset();
        return core::failure(items.error());
    }
    items->removeIf(
        [known = m_ids.ofThisRun()](const storage::StoredItem &item) { return known.contains(item.id); });
    const auto facts = m_database->value(kHostFacts);
    return Loaded{std::move(*items), opened->notice, facts ? facts->toUtf8() : QByteArray()};
}

/// What was written beside the database while it could not be opened, in this run or an earlier one.
core::Result<void> QueueStore::join()
{
    const auto next = m_database->nextId();
    if (!next)
        return core::failure(next.error());
    const QString aside = asidePath(m_path);
    if (!m_aside && !QFileInfo::exists(aside)) {
        m_ids = StoredIds(*next);
        return {};
    }
    if (!m_aside) {
        auto opened = storage::QueueDatabase::open(aside);
        if (!opened)
            return core::failure(opened.error());
        m_aside = std::move(opened->database);
    }
    auto items = m_aside->load();
    const auto last = m_database->lastPosition();
    if (!items || !last)
        return core::failure(items ? last.error() : items.error());
    StoredIds ids = m_ids; // if it fails here, all stays as it is
    const QHash<qint64, qint64> moved = ids.moveTo(*next);
    QList<storage::StoredLog> logs;
    qint64 added = 0;
    for (storage::StoredItem &item : *items) {
        const qint64 id = moved.contains(item.id) ? moved.value(item.id) : ids.giveNew();
        if (const auto lines = m_aside->log(item.id); lines && !lines->isEmpty())
            logs.append({id, *lines});
        item.id = id;
        item.position = *last + ++added * RowList::kGap; // behind all others
    }
    if (auto ok =
            m_database->setNextId(ids.next()).and_then([&] { return m_database->apply(*items, {}, logs); });
        !ok)
        return ok;
    m_ids = ids;
    m_aside.reset();
    return storage::QueueDatabase::discard(aside);
}

core::Result<storage::QueueDatabase *> QueueStore::writable()
{
    if (m_database)
        return m_database.get();
    if (!m_aside) {
        auto opened = storage::QueueDatabase::open(asidePath(m_path));
        if (!opened)
            return core::failure(opened.error());
        const auto next = opened->database->nextId();
        if (!next)
            return core::failure(next.error());
        m_aside = std::move(opened->database);
        m_ids = StoredIds(*next);
    }
    return m_aside.get();
}

void QueueStore::keepHostFacts(const QByteArray &json)
{
    QMetaObject::invokeMethod(&m_worker, [this, json] {
        if (m_database)
            std::ignore = m_database->setValue(kHostFacts, QString::fromUtf8(json));
    });
}

void QueueStore::load(QObject *receiver, std::function<void(const core::Result<Loaded> &)> done)
{
    core::runOn(
        &m_worker, [this] { return openAndLoad(); }, receiver,
        [this, done = std::move(done)](const core::Result<Loaded> &result) {
            m_failures += result ? 0 : 1;
            done(result);
        });
}

void QueueStore::apply(Changes changes, QObject *receiver,
                       std::function<void(const core::Result<void> &)> done)
{
    core::runOn(
        &m_worker, [this, changes = std::move(changes)] { return write(changes); }, receiver,
        std::move(done));
}

core::Result<void> QueueStore::write(const Changes &changes)
{
    const auto database = writable();
    if (!database)
        return core::failure(database.error());
    const qint64 before = m_ids.next();
    QList<storage::StoredItem> changed = changes.changed;
    for (storage::StoredItem &item : changed)
        item.id = m_ids.give(item.id);
    QList<qint64> removed;
    for (const qint64 id : changes.removed) {
        if (const qint64 stored = m_ids.of(id); stored != 0)
            removed << stored;
    }
    QList<storage::StoredIntent> intents = changes.intents;
    for (storage::StoredIntent &wish : intents) {
        for (qint64 &id : wish.ids)
            id = m_ids.of(id); // 0, of one that is not stored: no row has that
    }
    QList<storage::StoredLog> logs;
    for (auto entry = changes.events.cbegin(); entry != changes.events.cend(); ++entry) {
        storage::StoredLog log{m_ids.of(entry.key()), {}};
        for (const transfer::Event &event : entry.value())
            log.lines << toLine(event);
        if (log.id != 0)
            logs << log;
    }
    if (m_ids.next() != before) {
        if (auto ok = (*database)->setNextId(m_ids.next()); !ok)
            return ok;
    }
    return (*database)->apply(changed, removed, logs, intents);
}

void QueueStore::readLog(qint64 id, QObject *receiver,
                         std::function<void(const QList<transfer::Event> &)> done)
{
    core::runOn(
        &m_worker, [this, id] { return storedLog(id); }, receiver, std::move(done));
}

QList<transfer::Event> QueueStore::storedLog(qint64 id) const
{
    QList<transfer::Event> events;
    const auto lines = m_database ? m_database->log(m_ids.of(id)) : core::Result<QStringList>();
    for (const QString &line : lines.value_or(QStringList())) {
        if (const auto event = eventFromLine(line))
            events << *event;
    }
    return events;
}

} // namespace queue
