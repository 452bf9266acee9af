#include "core/queue/queue.h"
#include "core/queue/queuestore.h"
#include "core/queue/running.h"
#include "core/queue/stored.h"

#include <QJsonDocument>
#include <QJsonObject>

/// The part of Queue that remembers: loading, saving, closing.
namespace queue {

void Queue::load()
{
    if (!m_store) {
        Q_EMIT loaded({});
        return;
    }
    m_store->load(this, [this](const core::Result<QueueStore::Loaded> &result) {
        m_isLoaded = true;
        if (result) {
            setLoaded(result->items);
            setHostFacts(result->hostFacts);
        } else {
            Q_EMIT storeFailed(result.error());
        }
        Q_EMIT loaded(result ? result->notice : QString());
        scheduleSoon();
    });
}

void Queue::setLoaded(const QList<storage::StoredItem> &stored)
{
    std::vector<std::unique_ptr<Item>> items;
    items.reserve(static_cast<std::size_t>(stored.size()));
    for (const storage::StoredItem &row : stored)
        items.push_back(std::make_unique<Item>(fromStored(row)));
    const int early = static_cast<int>(items.size());
    insert(0, std::move(items));
    // What was added before the stored rows were known may be among them.
    QSet<QString> known;
    QList<ItemId> repeated;
    for (int row = 0; row < count(); ++row) {
        if (at(row).name.isEmpty() || at(row).state == transfer::State::Done)
            continue;
        if (row < early)
            known.insert(at(row).target());
        else if (known.contains(at(row).target()))
            repeated.append(at(row).id);
    }
    remove(repeated, Removal::KeepFiles);
}

void Queue::saveSoon()
{
    if (!m_store) {
        m_unsaved.clear();
        m_unsavedRemovals.clear();
        return;
    }
    if (m_isSaving || std::exchange(m_isSaveWanted, true))
        return;
    QMetaObject::invokeMethod(this, &Queue::save, Qt::QueuedConnection);
}

/// One transaction at a time; what changes meanwhile goes into the next.
void Queue::save()
{
    m_isSaveWanted = false;
    if (m_isSaving || (m_unsaved.isEmpty() && m_unsavedRemovals.isEmpty()))
        return closeIfQuiet();
    QList<storage::StoredItem> stored;
    for (ItemId id : std::as_const(m_unsaved)) {
        if (const int row = rowOf(id); row >= 0)
            stored.append(toStored(at(row), row));
    }
    m_unsaved.clear();
    m_isSaving = true;
    m_store->apply(stored, std::exchange(m_unsavedRemovals, {}), this,
                   [this](const core::Result<void> &result) {
                       m_isSaving = false;
                       if (!result)
                           Q_EMIT storeFailed(result.error());
                       save();
                   });
}

void Queue::close()
{
    m_isClosing = true;
    m_wake.stop();
    for (const auto &[id, running] : m_running)
        running->transfer->stop();
    QMetaObject::invokeMethod(this, &Queue::closeIfQuiet, Qt::QueuedConnection);
}

void Queue::closeIfQuiet()
{
    if (!m_isClosing || !m_running.empty() || !m_leaving.empty() || m_isSaving || m_isSaveWanted)
        return;
    if (!m_unsaved.isEmpty() || !m_unsavedRemovals.isEmpty())
        return saveSoon();
    if (m_store)
        m_store->keepHostFacts(hostFacts());
    Q_EMIT closed();
}

QByteArray Queue::hostFacts() const
{
    return QJsonDocument(m_environment->hosts.toJson()).toJson(QJsonDocument::Compact);
}

void Queue::setHostFacts(const QByteArray &json)
{
    m_environment->hosts.fromJson(QJsonDocument::fromJson(json).object());
}

} // namespace queue
