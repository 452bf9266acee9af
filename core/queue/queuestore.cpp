#include "core/queue/queuestore.h"

#include "core/async.h"
#include "core/queue/storedevent.h"

namespace queue {

namespace {

const QString kHostFacts = QStringLiteral("hosts");

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
        &m_worker, [this] { m_database.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

core::Result<QueueStore::Loaded> QueueStore::openAndLoad()
{
    auto opened = storage::QueueDatabase::open(m_path);
    if (!opened)
        return tl::unexpected(opened.error());
    m_database = std::move(opened->database);
    auto items = m_database->load();
    if (!items)
        return tl::unexpected(items.error());
    const auto facts = m_database->value(kHostFacts);
    return Loaded{std::move(*items), opened->notice, facts ? facts->toUtf8() : QByteArray()};
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
        &m_worker, [this] { return openAndLoad(); }, receiver, std::move(done));
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
    if (!m_database)
        return core::failure(core::ErrorKind::DatabaseUnusable, m_path);
    QList<storage::StoredLog> logs;
    for (auto entry = changes.events.cbegin(); entry != changes.events.cend(); ++entry) {
        storage::StoredLog log{entry.key(), {}};
        for (const transfer::Event &event : entry.value())
            log.lines << toLine(event);
        logs << log;
    }
    return m_database->apply(changes.changed, changes.removed, logs);
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
    const auto lines = m_database ? m_database->log(id) : core::Result<QStringList>();
    for (const QString &line : lines.value_or(QStringList())) {
        if (const auto event = eventFromLine(line))
            events << *event;
    }
    return events;
}

} // namespace queue
