#include "core/queue/queuestore.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using queue::QueueStore;
using queue::StoredIds;

/// The database behind the queue, asked as QueuePersistence asks it.
class tst_QueueStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void givesRowsOfThisRunTheirNumbers()
    {
        {
            QueueStore store(path());
            QVERIFY(load(store));
            QVERIFY(apply(store, {{row(kFirst, "a", 10), row(kFirst + 1, "b", 20)}, {}, {}}));
        }
        {
            QueueStore store(path());
            const auto stored = load(store);
            QVERIFY(stored);
            QCOMPARE(stored->items.size(), 2);
            QCOMPARE(stored->items[0].id, 1);
            QCOMPARE(stored->items[1].name, QStringLiteral("b"));
            QVERIFY(apply(store, {{}, {2}, {}}));
            QVERIFY(apply(store, {{row(kFirst, "c", 30)}, {}, {}}));
        }
        QueueStore store(path());
        const auto stored = load(store);
        QVERIFY(stored);
        QCOMPARE(stored->items.size(), 2);
        QCOMPARE(stored->items[1].id, 3); // the number of a removed row is not given again
    }

    /// They are in the database by then, from beside it, but whoever added them has them already.
    void rowsOfThisRunAreNotLoadedAgain()
    {
        {
            QueueStore store(path());
            QVERIFY(load(store));
            QVERIFY(apply(store, {{row(kFirst, "old", 10)}, {}, {}}));
        }
        QueueStore store(path());
        QVERIFY(apply(store, {{row(kFirst, "new", 10)}, {}, {}}));
        const auto stored = load(store);
        QVERIFY(stored);
        QCOMPARE(stored->items.size(), 1);
        QCOMPARE(stored->items[0].name, QStringLiteral("old"));
        QCOMPARE(store.failures(), 0);
    }

    void logsOfRows()
    {
        QueueStore store(path());
        QVERIFY(load(store));
        transfer::Event event;
        event.kind = transfer::Event::Kind::Added;
        event.time = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
        QVERIFY(apply(store, {{row(kFirst, "a", 10)}, {}, {{kFirst, {event}}, {kFirst + 9, {event}}}}));
        QCOMPARE(log(store, kFirst).size(), 1);
        QCOMPARE(log(store, kFirst).first().time, event.time);
        QVERIFY(log(store, kFirst + 9).isEmpty()); // no such row
        QVERIFY(apply(store, {{}, {kFirst}, {}}));
        QVERIFY(log(store, kFirst).isEmpty());
    }

    void hostFacts()
    {
        {
            QueueStore store(path());
            QVERIFY(load(store));
            store.keepHostFacts("{\"a\":1}");
        }
        QueueStore store(path());
        QCOMPARE(load(store)->hostFacts, QByteArray("{\"a\":1}"));
    }

    /// Written beside the database while that cannot be opened, and behind its rows as soon as it can.
    void aside()
    {
        {
            QueueStore store(path());
            QVERIFY(load(store));
            QVERIFY(apply(store, {{row(kFirst, "old", qint64(1) << 50)}, {}, {}}));
        }
        {
            QueueStore store(path()); // not loaded: nobody knows yet whether it can be
            QVERIFY(apply(store, {{row(kFirst, "new", 10), row(kFirst + 1, "newer", 20)}, {}, {}}));
            QVERIFY(QFile::exists(path() + QStringLiteral(".aside")));
        }
        QueueStore store(path());
        const auto stored = load(store);
        QVERIFY(stored);
        QStringList names;
        for (const storage::StoredItem &item : stored->items)
            names << item.name;
        QCOMPARE(names, (QStringList{QStringLiteral("old"), QStringLiteral("new"), QStringLiteral("newer")}));
        QVERIFY(stored->items[1].position > qint64(1) << 50);
        QVERIFY(stored->items[2].position > stored->items[1].position);
        QVERIFY(!QFile::exists(path() + QStringLiteral(".aside")));
    }

    void cannotBeOpened()
    {
        QFile file(m_folder->filePath(QStringLiteral("data")));
        QVERIFY(file.open(QIODevice::WriteOnly)); // where its folder should be
        QueueStore store(path());
        const auto stored = load(store);
        QVERIFY(!stored);
        QCOMPARE(stored.error().kind, core::ErrorKind::DatabaseUnusable);
        QCOMPARE(store.failures(), 1);
        QVERIFY(!apply(store, {{row(kFirst, "a", 10)}, {}, {}}));
    }

private:
    static constexpr qint64 kFirst = StoredIds::kFirstOfRun;

    static storage::StoredItem row(qint64 id, const char *name, qint64 position)
    {
        storage::StoredItem item;
        item.id = id;
        item.name = QString::fromLatin1(name);
        item.folder = QStringLiteral("/nowhere");
        item.position = position;
        return item;
    }
    QString path() const { return m_folder->filePath(QStringLiteral("data/queue.sqlite")); }

    core::Result<QueueStore::Loaded> load(QueueStore &store)
    {
        std::optional<core::Result<QueueStore::Loaded>> result;
        store.load(this, [&](const auto &loaded) { result = loaded; });
        if (!QTest::qWaitFor([&] { return result.has_value(); }, 20'000))
            return core::failure(core::ErrorKind::Internal, QStringLiteral("no answer"));
        return *result;
    }
    bool apply(QueueStore &store, const QueueStore::Changes &changes)
    {
        std::optional<bool> result;
        store.apply(changes, this, [&](const core::Result<void> &done) { result = done.has_value(); });
        return QTest::qWaitFor([&] { return result.has_value(); }, 20'000) && *result;
    }
    QList<transfer::Event> log(QueueStore &store, qint64 id)
    {
        std::optional<QList<transfer::Event>> result;
        store.readLog(id, this, [&](const auto &events) { result = events; });
        return QTest::qWaitFor([&] { return result.has_value(); }, 20'000) ? *result
                                                                           : QList<transfer::Event>();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

SLUICE_TEST(tst_QueueStore)
#include "tst_queuestore.moc"
