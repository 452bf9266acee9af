#include "core/queue/queuestore.h"

#include "core/async.h"

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

void QueueStore::apply(QList<storage::StoredItem> changed, QList<qint64> removed, QObject *receiver,
                       std::function<void(const core::Result<void> &)> done)
{
    core::runOn(
        &m_worker,
        [this, changed = std::move(changed), removed = std::move(removed)]() -> core::Result<void> {
            if (!m_database)
                return core::failure(core::ErrorKind::DatabaseUnusable, m_path);
            return m_database->apply(changed, removed);
        },
        receiver, std::move(done));
}

} // namespace queue
