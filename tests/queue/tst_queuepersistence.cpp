#include "core/queue/queuepersistence.h"

#include "core/queue/stored.h"
#include "core/storage/sqlite.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using queue::Item;
using queue::ItemId;
using queue::QueuePersistence;
using storage::sqlite::Connection;

namespace {

/// Rows to be remembered, as the queue would have them.
struct Rows
{
    QHash<ItemId, Item> items;

    QueuePersistence::Snapshot snapshot()
    {
        return [this](ItemId id) -> std::optional<storage::StoredItem> {
            const auto found = items.constFind(id);
            if (found == items.cend())
                return std::nullopt;
            return queue::toStored(*found);
        };
    }
    ItemId add(const QueuePersistence &persistence, const QString &name)
    {
        Item item;
        item.id = ItemId{persistence.firstId() + items.size()};
        item.folder = QStringLiteral("/nowhere");
        item.name = name;
        items.insert(item.id, item);
        return item.id;
    }
};

} // namespace

/// The rows come back as they were told last; see tst_busydatabase for a database that another program has.
class tst_QueuePersistence : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void off()
    {
        Rows rows;
        QueuePersistence persistence({}, rows.snapshot());
        QVERIFY(!persistence.isOn());
        persistence.noteChanged(rows.add(persistence, QStringLiteral("a")));
        persistence.noteRemoved(ItemId{1});
        persistence.noteEvent(ItemId{1}, {});
        QVERIFY(persistence.isClean());
        bool wasCalled = false;
        persistence.readLog(ItemId{1}, this, [&](const auto &events) { wasCalled = events.isEmpty(); });
        QVERIFY(wasCalled);
    }

    void remembersTheLastState()
    {
        {
            Rows rows;
            QueuePersistence persistence(path(), rows.snapshot());
            QVERIFY(isLoaded(persistence));
            const ItemId kept = rows.add(persistence, QStringLiteral("first name"));
            const ItemId gone = rows.add(persistence, QStringLiteral("gone"));
            persistence.noteChanged(kept);
            persistence.noteChanged(gone);
            QVERIFY(!persistence.isClean());
            rows.items[kept].name = QStringLiteral("second name"); // before it is written
            QTRY_VERIFY(persistence.isClean());
            rows.items.remove(gone);
            persistence.noteRemoved(gone);
            persistence.close();
            QTRY_VERIFY(persistence.isClean());
        }
        QCOMPARE(storedNames(), QStringList{QStringLiteral("second name")});
    }

    /// Before the rows are told to have changed, and whatever becomes of the program until then.
    void intentsComeFirst()
    {
        {
            Rows rows;
            QueuePersistence persistence(path(), rows.snapshot());
            QVERIFY(isLoaded(persistence));
            const ItemId run = rows.add(persistence, QStringLiteral("run"));
            const ItemId other = rows.add(persistence, QStringLiteral("other"));
            rows.items[run].state = rows.items[other].state = transfer::State::Failed;
            persistence.noteChanged(run);
            persistence.noteChanged(other);
            QTRY_VERIFY(persistence.isClean());
            persistence.noteIntent({run, ItemId{77}}, transfer::Intent::Run, transfer::State::Queued);
            QVERIFY(!persistence.isClean());
            QTRY_VERIFY(persistence.isClean());
        }
        Rows none;
        QueuePersistence persistence(path(), none.snapshot());
        QHash<QString, transfer::State> states;
        connect(&persistence, &QueuePersistence::loaded, this, [&](const auto &stored) {
            for (const storage::StoredItem &item : stored.items)
                states.insert(item.name, queue::fromStored(item).state);
        });
        QVERIFY(isLoaded(persistence));
        QCOMPARE(states.size(), 2);
        QCOMPARE(states[QStringLiteral("run")], transfer::State::Queued);
        QCOMPARE(states[QStringLiteral("other")], transfer::State::Failed);
    }

    void keepsEventsOfRows()
    {
        Rows rows;
        QueuePersistence persistence(path(), rows.snapshot());
        QVERIFY(isLoaded(persistence));
        const ItemId id = rows.add(persistence, QStringLiteral("a"));
        persistence.noteChanged(id);
        transfer::Event event;
        event.kind = transfer::Event::Kind::Added;
        event.time = QDateTime::currentDateTimeUtc();
        persistence.noteEvent(id, event);
        QTRY_VERIFY(persistence.isClean());
        qsizetype found = -1;
        persistence.readLog(id, this, [&](const auto &events) { found = events.size(); });
        QTRY_COMPARE(found, 1);
    }

    /// Told once, kept, and tried again until it works; the end does not wait for it.
    void cannotBeWritten()
    {
        Rows rows;
        QueuePersistence persistence(path(), rows.snapshot());
        QSignalSpy failed(&persistence, &QueuePersistence::failed);
        QSignalSpy settled(&persistence, &QueuePersistence::settled);
        // Neither the database nor the one beside it can be made where a file lies in the way.
        QVERIFY(QFile(m_folder->filePath(QStringLiteral("data"))).open(QIODevice::WriteOnly));
        const ItemId id = rows.add(persistence, QStringLiteral("a"));
        persistence.noteChanged(id);
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(persistence.isSettled());
        QVERIFY(!persistence.isClean());

        settled.clear();
        persistence.close(); // one more attempt
        QVERIFY(!persistence.isSettled());
        QTRY_COMPARE(settled.count(), 1);
        QCOMPARE(failed.count(), 2);

        QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("data"))));
        persistence.close();
        QTRY_VERIFY(persistence.isClean());
        QCOMPARE(failed.count(), 2);
    }

    void triesAgainToRead()
    {
        Rows rows;
        {
            QueuePersistence first(path(), rows.snapshot());
            QVERIFY(isLoaded(first));
        }
        auto other = Connection::open(path(), Connection::Mode::ReadWrite);
        QVERIFY(other);
        QVERIFY((*other)->run(QStringLiteral("PRAGMA locking_mode=EXCLUSIVE")));
        QVERIFY((*other)->run(QStringLiteral("BEGIN EXCLUSIVE")));
        QueuePersistence persistence(path(), rows.snapshot());
        QSignalSpy loaded(&persistence, &QueuePersistence::loaded);
        QSignalSpy loadFailed(&persistence, &QueuePersistence::loadFailed);
        QSignalSpy failed(&persistence, &QueuePersistence::failed);
        persistence.load();
        QTRY_COMPARE_WITH_TIMEOUT(loadFailed.count(), 2, 60'000);
        QCOMPARE(failed.count(), 1);
        QVERIFY(storage::QueueDatabase::meansLocked(loadFailed[0][0].value<core::Error>()));
        QVERIFY((*other)->run(QStringLiteral("ROLLBACK")));
        other->reset();
        QTRY_COMPARE_WITH_TIMEOUT(loaded.count(), 1, 60'000);
    }

private:
    QString path() const { return m_folder->filePath(QStringLiteral("data/queue.sqlite")); }
    static bool isLoaded(QueuePersistence &persistence)
    {
        QSignalSpy loaded(&persistence, &QueuePersistence::loaded);
        persistence.load();
        return loaded.wait(20'000);
    }
    QStringList storedNames() const
    {
        QStringList names;
        Rows none;
        QueuePersistence persistence(path(), none.snapshot());
        QObject::connect(&persistence, &QueuePersistence::loaded, [&](const auto &stored) {
            for (const storage::StoredItem &item : stored.items)
                names << item.name;
        });
        return isLoaded(persistence) ? names : QStringList{QStringLiteral("not loaded")};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

SLUICE_TEST(tst_QueuePersistence)
#include "tst_queuepersistence.moc"
