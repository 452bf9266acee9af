#pragma once

#include "core/queue/mirrorstatus.h"
#include "core/queue/rows.h"
#include "core/queue/runtotals.h"
#include "core/queue/settings.h"
#include "core/transfer/routing/chunkmap.h"
#include "core/transfer/routing/setfileend.h"

namespace storage {
struct StoredItem;
}

namespace transfer {
class TransferServices;
}

namespace queue {

class Admission;
class DiskSpaceWatch;
class Dispatcher;
class IntentChanges;
class LimitClock;
class QueuePersistence;
class Relocator;
class RunningItems;
class SetItems;
class TransferEvents;
class Verifier;
class Waits;

/// What is deleted along with the row: nothing; what an unfinished download left; that, or the finished file
/// with all that lies beside it.
enum class Removal { KeepFiles, DeletePartial, DeleteEverything };

/// All downloads: their order, which of them run, and what is remembered of them. Lives on the GUI (main)
/// thread and never blocks: files, database and sockets are on threads of its own.
///
/// This is its face: what the user wants (Intent, order) is written into the rows here, and what is asked is
/// answered from them. Each thing that follows from it is decided by a part of its own: what may begin by
/// Dispatcher, what a transfer reports by TransferEvents, when a wait ends by Waits, what is remembered by
/// QueuePersistence. Every item's state changes in one function (Rows::moveTo) against the table in
/// transfer/routing/state.h.
/// Signals come after the fact; row numbers are positions in the queue's order.
class Queue : public QObject
{
    Q_OBJECT
public:
    /// `services` must outlive the queue, which sets their tuning, limits and keys. `databasePath` empty:
    /// nothing is remembered (the command line's `get`).
    Queue(transfer::TransferServices &services, Settings settings, QString databasePath = {},
          QObject *parent = nullptr);
    /// Blocks until running transfers have stopped and are checkpointed; prefer close() before.
    ~Queue() override;

    /// Reads the database; itemsInserted() and loaded() follow. While it cannot be read (another program has
    /// it), storeFailed() says so once, and it is tried again. Call once; items added meanwhile come behind.
    void load();
    bool isLoaded() const;
    /// Stops everything in an orderly way (checkpoint, database); closed() follows. Intents are kept.
    void close();

    int count() const { return m_rows.count(); }
    const Item &at(int row) const { return m_rows.at(row); }
    const Item *find(ItemId id) const { return m_rows.find(id); }
    int rowOf(ItemId id) const { return m_rows.rowOf(id); } ///< -1 when gone
    /// How many rows there are of each kind, up to date at any time.
    const RowCounts &counts() const { return m_rows.counts(); }
    QList<int> waitingRows() const; ///< in no order

    /// Appends in one go; ids in the same order. A request whose source and target are already in the queue
    /// (unfinished) is not added again: its slot holds the id of the row that is there, which is run if it
    /// failed. So it is when another source's row has the target, unless the request may have another name.
    QList<ItemId> add(const QList<Request> &requests);
    /// Resume, retry. All intents are changed at once; of very many rows, what follows from it comes a slice
    /// a turn of the event loop (IntentBacklog).
    void run(const QList<ItemId> &ids);
    void hold(const QList<ItemId> &ids); ///< pause; likewise, and nothing begins until all are held
    /// Runs these at once, beyond the number of files at once if need be; until they stop, for whatever
    /// cause.
    void startNow(const QList<ItemId> &ids);
    void remove(const QList<ItemId> &ids, Removal removal);
    /// Moves the rows so that they stand together before `row` (count(): at the end), keeping their order.
    void move(const QList<ItemId> &ids, int row);

    /// A rate limit of its own for each of these rows, besides that of all; 0: none. Applies at once.
    void setLimit(const QList<ItemId> &ids, qint64 bytesPerSecond);
    /// The category and the tags of these rows; their files stay where they are.
    void setLabels(const QList<ItemId> &ids, const LabelChange &change);
    /// Another address for the same bytes, when the old one expired. What `source` does not say (keys, slice,
    /// size) stays as it was; a source with another encoding or content key is refused. Whatever was verified
    /// is kept if the new address serves the same chunk table; an item that failed or waits goes on at once.
    core::Result<void> replaceSource(ItemId id, core::Source source);

    /// Another folder and another (relative) name for a row, with all that lies on the disk of it; what runs
    /// pauses meanwhile, and whoever wants to run goes on from there, one that failed, too. `done` is told
    /// once why not, or that it is so, perhaps at once, unless `receiver` is gone. Not for sets.
    using Relocated = std::function<void(const core::Result<void> &)>;
    void relocate(ItemId id, const QString &folder, const QString &name, QObject *receiver, Relocated done);
    /// What these do when their file exists; those that failed are tried again.
    void setWhenExists(const QList<ItemId> &ids, WhenExists whenExists);
    /// Fetches finished files once more, over what is there. Not sets.
    void fetchAgain(const QList<ItemId> &ids);

    /// Reads these finished files back from the disk, one after the other, and holds them against what is
    /// known of them: content key, or the MD5 and size they were finished with; those of a set against its
    /// plan. Item::checked tells how far that is. One that is gone or another fails; of one with nothing to
    /// hold it against, the MD5 is kept for the next time.
    void verify(const QList<ItemId> &ids);

    /// While there is a reason to pause (a metered network), nothing is fetched: the items whose turn it is
    /// wait, say why, and go on by themselves once it is gone. A file that is being committed is finished.
    void setPauseReason(std::optional<core::Error> why);
    /// The reason while it keeps something from running that has its turn; otherwise no error.
    core::Error pausedBy() const;
    /// Nothing begins until allowStarts(): for whoever does not know yet whether there is a reason to pause.
    void holdStarts();
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
    /// The files of rows that are sets.
    SetItems &sets() { return *m_sets; }
    const SetItems &sets() const { return *m_sets; }
    /// The last 200 events of this run, oldest first.
    QList<transfer::Event> log(ItemId id) const { return m_rows.log().events(id); }
    /// What came before them, also in earlier runs, as far as it is kept; read on another thread, then `done`
    /// is called with it unless `receiver` is gone.
    using LogReader = std::function<void(const QList<transfer::Event> &)>;
    void readEarlierLog(ItemId id, QObject *receiver, LogReader done) const;
    qint64 bytesPerSecond() const; ///< of all, smoothed
    int activeCount() const;
    /// How many of the places for files at once these take: small files share one.
    int placesTaken() const;
    RunTotals totals() const;

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
    /// Of a set: files that ended, well or not, as many as come at once.
    void filesEnded(queue::ItemId id, const QList<transfer::SetFileEnd> &files);
    void activeCountChanged(int count);
    void keysChanged();
    void loaded(const QString &notice); ///< notice: empty, or what the user should know about the database
    void storeFailed(const core::Error &error); ///< the database could not be written; the queue goes on
    void idle(); ///< nothing runs and nothing wants to run (waits count as running)
    void closed();

private:
    void connectRows();
    void connectParts();
    void onLoaded(const QList<storage::StoredItem> &stored);
    void onLoadFailed(const core::Error &error);
    void applySettings();
    void retrySignIns(const QList<http::SiteLogin> &before);
    void leave(const Item &item, Removal removal);
    void closeIfQuiet();

    Settings m_settings;
    transfer::TransferServices &m_services;
    Rows m_rows;
    std::unique_ptr<QueuePersistence> m_persistence;
    std::unique_ptr<Verifier> m_verifier;
    std::unique_ptr<DiskSpaceWatch> m_volumes;
    std::unique_ptr<Waits> m_waits;
    std::unique_ptr<RunningItems> m_running;
    std::unique_ptr<TransferEvents> m_transferEvents;
    std::unique_ptr<Relocator> m_relocator;
    std::unique_ptr<IntentChanges> m_intents;
    std::unique_ptr<Dispatcher> m_dispatcher;
    std::unique_ptr<LimitClock> m_limitClock;
    std::unique_ptr<Admission> m_admission;
    std::unique_ptr<SetItems> m_sets;
};

} // namespace queue
