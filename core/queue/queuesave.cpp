#include "core/queue/claims.h"
#include "core/queue/queue.h"
#include "core/queue/queuestore.h"
#include "core/queue/running.h"
#include "core/queue/stored.h"

#include <QJsonDocument>
#include <QJsonObject>

/// The part of Queue that remembers: loading, saving, closing.
namespace queue {

namespace {

constexpr std::chrono::seconds kSaveAgain{5};
constexpr std::chrono::seconds kLoadAgain{1};

} // namespace

void Queue::load()
{
    if (!m_store) {
        Q_EMIT loaded({});
        return;
    }
    m_store->load(this, [this](const core::Result<QueueStore::Loaded> &result) {
        if (!result)
            return onLoadFailed(result.error());
        m_isLoaded = true;
        setLoaded(result->items);
        setHostFacts(result->hostFacts);
        Q_EMIT loaded(result->notice);
        m_scheduleSoon();
    });
}

/// What is not known is not taken for empty: it is tried again. What is added meanwhile is shown and kept.
void Queue::onLoadFailed(const core::Error &error)
{
    if (m_store->failures() == 1)
        Q_EMIT storeFailed({error.kind, error.detail + QStringLiteral(". It is tried again; nothing that is "
                                                                      "added meanwhile is lost.")});
    // What another program has open comes back soon. Anything else may need the user, who wants to fetch
    // meanwhile.
    if (!storage::QueueDatabase::meansLocked(error))
        m_isLoaded = true;
    if (!m_isClosing)
        QTimer::singleShot(kLoadAgain, this, &Queue::load);
    m_scheduleSoon();
}

void Queue::setLoaded(const QList<storage::StoredItem> &stored)
{
    std::vector<std::unique_ptr<Item>> items;
    items.reserve(static_cast<std::size_t>(stored.size()));
    for (const storage::StoredItem &row : stored)
        items.push_back(std::make_unique<Item>(fromStored(row)));
    const int early = static_cast<int>(items.size());
    insert(0, std::move(items));
    // What was added before the stored rows were known may be among them, or want a name of theirs.
    Claims claims;
    QList<ItemId> repeated;
    QList<ItemId> failed;
    for (int row = 0; row < count(); ++row) {
        Item &item = *m_items[static_cast<std::size_t>(row)];
        const Claims::Ruling ruling = row < early ? Claims::Ruling() : claims.ask(item, true);
        if (ruling.answer == Claims::Answer::Same) {
            repeated.append(item.id);
            if (find(ruling.holder)->state == transfer::State::Failed)
                failed.append(ruling.holder);
            continue;
        }
        if (ruling.answer == Claims::Answer::Renamed && !m_running.contains(item.id)) {
            item.name = ruling.name;
            changed(item);
        }
        claims.claim(item);
        if (row >= early)
            m_unsaved.insert(item.id); // it stands behind the others now
    }
    remove(repeated, Removal::KeepFiles);
    run(failed);
}

void Queue::saveSoon()
{
    if (!m_store) {
        m_unsaved.clear();
        m_unsavedRemovals.clear();
        return;
    }
    if (m_isSaving || (m_isSaveFailing && m_saveAgain.isActive()) || std::exchange(m_isSaveWanted, true))
        return;
    QMetaObject::invokeMethod(this, &Queue::save, Qt::QueuedConnection);
}

bool Queue::hasUnsaved() const
{
    return !m_unsaved.isEmpty() || !m_unsavedRemovals.isEmpty() || !m_unsavedEvents.isEmpty();
}

/// One transaction at a time; what changes meanwhile goes into the next.
void Queue::save()
{
    m_isSaveWanted = false;
    if (m_isSaving || !hasUnsaved())
        return closeIfQuiet();
    QList<storage::StoredItem> stored;
    for (ItemId id : std::as_const(m_unsaved)) {
        if (const int row = rowOf(id); row >= 0)
            stored.append(toStored(at(row), row));
    }
    const auto ids = std::exchange(m_unsaved, {});
    const QueueStore::Changes changes{stored, std::exchange(m_unsavedRemovals, {}),
                                      std::exchange(m_unsavedEvents, {})};
    m_isSaving = true;
    m_store->apply(changes, this, [this, ids, changes](const core::Result<void> &result) {
        m_isSaving = false;
        if (result) {
            m_isSaveFailing = false;
            return save();
        }
        m_unsaved += ids;
        m_unsavedRemovals += changes.removed;
        for (auto events = changes.events.cbegin(); events != changes.events.cend(); ++events) {
            if (rowOf(ItemId{events.key()}) >= 0)
                m_unsavedEvents[events.key()] = events.value() + m_unsavedEvents.value(events.key());
        }
        onSaveFailed(result.error());
    });
}

/// What could not be written is kept and tried again, but the end of the program does not wait for it.
void Queue::onSaveFailed(const core::Error &error)
{
    if (!std::exchange(m_isSaveFailing, true))
        Q_EMIT storeFailed(error);
    m_saveAgain.start(kSaveAgain);
    closeIfQuiet();
}

void Queue::close()
{
    m_isClosing = true;
    m_isSaveFailing = false; // one more attempt
    m_wake.stop();
    for (const auto &[id, running] : m_running)
        running->transfer->stop();
    QMetaObject::invokeMethod(this, &Queue::closeIfQuiet, Qt::QueuedConnection);
}

void Queue::closeIfQuiet()
{
    if (!m_isClosing || !m_running.empty() || !m_leaving.empty() || m_isSaving || m_isSaveWanted)
        return;
    if (!m_isSaveFailing && hasUnsaved())
        return saveSoon();
    m_saveAgain.stop();
    if (m_store)
        m_store->keepHostFacts(hostFacts());
    Q_EMIT closed();
}

QByteArray Queue::hostFacts() const
{
    return QJsonDocument(m_services->hosts.toJson()).toJson(QJsonDocument::Compact);
}

void Queue::setHostFacts(const QByteArray &json)
{
    m_services->hosts.fromJson(QJsonDocument::fromJson(json).object());
}

} // namespace queue
