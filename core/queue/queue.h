#pragma once

#include "core/deferred.h"
#include "core/queue/descriptorbudget.h"
#include "core/queue/item.h"
#include "core/queue/settings.h"
#include "core/transfer/event.h"
#include "core/transfer/hostpool.h"
#include "core/transfer/routing/chunkmap.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <QTimer>
#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace storage {
struct StoredItem;
}

namespace transfer {
class TransferServices;
struct Completion;
struct Failure;
} // namespace transfer

namespace queue {

class DiskSpaceWatch;
class JobSlots;
class QueueStore;

/// What one mirror of a running item is doing.
struct MirrorStatus
{
    QString host;
    QUrl url;
    bool ranges = true;
    int failures = 0;
    int connections = 0;
    qint64 bytes = 0;
    core::Error lastError;
    QDateTime blockedUntil;    ///< invalid: usable now
    qint64 bytesPerSecond = 0; ///< now, of all its connections for this item
    transfer::HostFacts::Answer multiRange = transfer::HostFacts::Answer::Unknown;
};

enum class Removal { KeepFiles, DeletePartial, DeleteEverything };

/// All downloads: their order, which of them run, and what is remembered of them. Lives on the GUI (main)
/// thread and never blocks: files, database and sockets are on threads of its own.
///
/// Every item's state changes in one private function (moveTo) against the table in transfer/state.h.
/// Signals come after the fact; row numbers are positions in the queue's order.
class Queue : public QObject
{
    Q_OBJECT
public:
    /// `databasePath` empty: nothing is remembered (the command line's `get`).
    explicit Queue(Settings settings, QString databasePath = {}, QObject *parent = nullptr);
    /// Blocks until running transfers have stopped and are checkpointed; prefer close() before.
    ~Queue() override;

    /// Reads the database; itemsInserted() and loaded() follow. While it cannot be read (another program has
    /// it), storeFailed() says so once, and it is tried again. Call once; items added meanwhile come behind.
    void load();
    bool isLoaded() const { return m_isLoaded; }
    /// Stops everything in an orderly way (checkpoint, database); closed() follows. Intents are kept.
    void close();

    int count() const { return static_cast<int>(m_items.size()); }
    const Item &at(int row) const { return *m_items[static_cast<std::size_t>(row)]; }
    const Item *find(ItemId id) const;
    int rowOf(ItemId id) const; ///< -1 when gone

    /// Appends in one go; ids in the same order. A request whose source and target are already in the queue
    /// (unfinished) is not added again: its slot holds the id of the row that is there, which is run if it
    /// failed. So it is when another source's row has the target, unless the request may have another name.
    QList<ItemId> add(const QList<Request> &requests);
    void run(const QList<ItemId> &ids);  ///< resume, retry
    void hold(const QList<ItemId> &ids); ///< pause
    void remove(const QList<ItemId> &ids, Removal removal);
    /// Moves the rows so that they stand together before `row` (count(): at the end), keeping their order.
    void move(const QList<ItemId> &ids, int row);

    /// A rate limit of its own for each of these rows, besides that of all; 0: none. Applies at once.
    void setLimit(const QList<ItemId> &ids, qint64 bytesPerSecond);
    /// Another address for the same bytes, when the old one expired. What `source` does not say (keys, slice,
    /// size) stays as it was; a source with another encoding or content key is refused. Whatever was verified
    /// is kept if the new address serves the same chunk table; an item that failed or waits goes on at once.
    core::Result<void> replaceSource(ItemId id, core::Source source);

    /// Reads these finished files back from the disk, one after the other, and holds them against what is
    /// known of them: content key, or the MD5 and size they were finished with. Item::checked tells how far
    /// that is. One that is gone or another fails; of one with nothing to hold it against, the MD5 is kept
    /// for the next time.
    void verify(const QList<ItemId> &ids);

    /// While there is an obstacle (a metered network), nothing is fetched: the items whose turn it is wait,
    /// say why, and go on by themselves once it is gone. A file that is being committed is finished.
    void setObstacle(std::optional<core::Error> why);
    /// Nothing begins until allowStarts(): for whoever does not know yet whether there is an obstacle.
    void holdStarts() { m_isHeldBack = true; }
    void allowStarts();

    const Settings &settings() const { return m_settings; }
    void setSettings(const Settings &settings);
    /// New keys: whatever waits for one of them goes on.
    void setKeys(std::shared_ptr<const blte::KeyStore> keys);
    std::shared_ptr<const blte::KeyStore> keys() const;

    /// What was learned about hosts, as a small JSON text to be kept between runs; it forgets after a day.
    QByteArray hostFacts() const;
    void setHostFacts(const QByteArray &json);

    /// Only while the item is active (null otherwise). Valid until control returns to the event loop.
    const transfer::ChunkMap *chunkMap(ItemId id) const;
    QList<MirrorStatus> mirrors(ItemId id) const;
    /// The map of an item that is not active, from what it has on disk; read on another thread, then `done`
    /// is called with it (null: nothing is known) unless `receiver` is gone.
    using MapReader = std::function<void(const std::shared_ptr<const transfer::ChunkMap> &)>;
    void readChunkMap(ItemId id, QObject *receiver, MapReader done) const;
    /// The last 200 events of this run, oldest first.
    QList<transfer::Event> log(ItemId id) const;
    /// What came before them, also in earlier runs, as far as it is kept; read on another thread, then `done`
    /// is called with it unless `receiver` is gone.
    using LogReader = std::function<void(const QList<transfer::Event> &)>;
    void readEarlierLog(ItemId id, QObject *receiver, LogReader done) const;
    qint64 bytesPerSecond() const; ///< of all, smoothed
    int activeCount() const;

    /// Refreshes `progress` of all active items from their counters; itemsProgressed() follows when any
    /// moved. The window calls it 4 times a second while something is active.
    void poll();

Q_SIGNALS:
    void itemsAboutToBeInserted(int first, int last);
    void itemsInserted(int first, int last);
    void itemsAboutToBeRemoved(int first, int last);
    void itemsRemoved(int first, int last);
    void itemsAboutToBeReordered();
    void itemsReordered();
    void itemChanged(int row); ///< anything but progress
    void itemsProgressed(const QList<int> &rows);
    void happened(queue::ItemId id, const transfer::Event &event);
    void activeCountChanged(int count);
    void loaded(const QString &notice); ///< notice: empty, or what the user should know about the database
    void storeFailed(const core::Error &error); ///< the database could not be written; the queue goes on
    void idle(); ///< nothing runs and nothing wants to run (waits count as running)
    void closed();

public:
    struct Running; ///< known to the queue's own files only

private:
    void moveTo(Item &item, transfer::State state);
    void changed(const Item &item);
    void note(Item &item, transfer::Event event);
    Item *editable(ItemId id);
    Item makeItem(const Request &request);
    void insert(int row, std::vector<std::unique_ptr<Item>> items);
    void setLoaded(const QList<storage::StoredItem> &stored);
    void onLoadFailed(const core::Error &error);

    void schedule();
    void start(Item &item, int mostPlaces);
    void connectTransfer(Running &running);
    std::unique_ptr<Running> takeRunning(ItemId id);
    void releaseMemory();
    void onFinished(ItemId id, const transfer::Completion &completion);
    void onFailed(ItemId id, const transfer::Failure &failure);
    void onStopped(ItemId id);
    void onEvent(ItemId id, transfer::Event event);
    bool hasNewKeyFor(const Item &item, const blte::KeyStore *before) const;
    void onOpened(ItemId id, quint64 volume);
    void onDiskTrouble(Item &item, transfer::State before, const core::Error &error);
    void stopAllOn(quint64 volume, const transfer::Failure &why);
    void yield(Running &running, const transfer::Failure &why);
    bool mayHeal(const Item &item, const transfer::Failure &failure) const;
    bool mayStart(Item &item);
    void onRoomMade(quint64 volume);
    void wait(Item &item, const transfer::Failure &failure);
    void wakeWaiting();
    void showWait(Item &item, qint64 left);
    void leave(std::unique_ptr<Running> running, std::function<core::Result<void>()> cleanUp);
    void removeRow(int row, Removal removal);
    void stopAll();
    void park(Item &item);
    int parkedCount() const;
    int mostPlaces() const;
    bool isAtSilentHost(const Item &item) const;
    DescriptorBudget budget() const;
    void applySettings();
    void applyLimit();
    void applyLimitIfDue();
    static void limit(Running &running, qint64 bytesPerSecond);
    void stopForNewSource(Running &running);
    void readBack(const Item &item);
    void onVerified(ItemId id, const core::Result<QByteArray> &md5);
    void saveSoon();
    void save();
    bool hasUnsaved() const;
    void onSaveFailed(const core::Error &error);
    void closeIfQuiet();
    bool refresh(Running &running, Item &item);
    static void noteMirrors(Running &running, Item &item, transfer::RateEstimator::Clock::time_point now);

    transfer::TransferServices &services() { return *m_services; }

    std::deque<std::unique_ptr<Item>> m_items;
    Settings m_settings;
    std::optional<core::Error> m_obstacle;
    std::unique_ptr<transfer::TransferServices> m_services;
    std::unique_ptr<DiskSpaceWatch> m_fullVolumes;
    std::unique_ptr<JobSlots> m_places;  ///< outlives who sits there
    std::unique_ptr<QueueStore> m_store; ///< null: nothing is remembered
    std::map<ItemId, std::unique_ptr<Running>> m_running;
    std::vector<std::unique_ptr<Running>> m_leaving; ///< of removed rows, until they have stopped
    QHash<ItemId, QList<transfer::Event>> m_logs;
    std::size_t m_firstOpen = 0;       ///< no row before it is Queued or Waiting
    mutable QHash<ItemId, int> m_rows; ///< empty: to be made anew
    QSet<ItemId> m_unsaved;
    QList<qint64> m_unsavedRemovals;
    QHash<qint64, QList<transfer::Event>> m_unsavedEvents;
    QTimer m_wake;
    QTimer m_rest;            ///< runs for a while when nothing is active any more
    QTimer m_saveAgain;       ///< runs while the database cannot be written
    QTimer m_limitChange;     ///< runs while a schedule's next change lies ahead
    QDateTime m_limitApplied; ///< when the limit was last set
    QDateTime m_limitDue;     ///< when it is to be set next; invalid: never
    QThreadPool m_readers;    ///< one thread, on which finished files are read back
    std::shared_ptr<std::atomic<bool>> m_readersStop = std::make_shared<std::atomic<bool>>(false);
    transfer::RateEstimator m_rate;
    qint64 m_endedBytes = 0; ///< network bytes of transfers that are over
    qint64 m_nextId = 1;
    bool m_isLoaded = false; ///< nothing starts before the stored rows are known
    bool m_isHeldBack = false;
    core::Deferred m_scheduleSoon{this, [this] { schedule(); }};
    bool m_isSaving = false;
    bool m_isSaveWanted = false;
    bool m_isSaveFailing = false;
    bool m_isClosing = false;
};

} // namespace queue
