#include "core/queue/queue.h"
#include "core/storage/sqlite.h"
#include "tests/support/ownqueue.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using queue::Queue;
using storage::sqlite::Connection;

/// A database that another program reads at the start, and numbers that no clock gives.
class tst_BusyDatabase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", m_folder->path().toLocal8Bit());
    }
    void waitedForAndNothingIsLost_data()
    {
        QTest::addColumn<bool>("endsBefore"); ///< before the other program lets go
        QTest::newRow("the other lets go") << false;
        QTest::newRow("this one ends first") << true;
    }
    void waitedForAndNothingIsLost();
    void numbersGoOn();
    void nothingThatCannotBeReadIsEmpty();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("data/queue.sqlite")); }
    static void add(Queue &queue, const QString &name);
    QStringList names();
    static bool endWell(Queue &queue);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_BusyDatabase::add(Queue &queue, const QString &name)
{
    queue::Request request;
    request.source = core::sourceFromLine(QStringLiteral("http://127.0.0.1:1/") + name).value();
    request.folder = QStringLiteral("/nowhere");
    request.intent = transfer::Intent::Hold;
    queue.add({request});
}

bool tst_BusyDatabase::endWell(Queue &queue)
{
    QSignalSpy closed(&queue, &Queue::closed);
    queue.close();
    return !closed.isEmpty() || closed.wait(20'000);
}

QStringList tst_BusyDatabase::names()
{
    support::OwnQueue queue({}, path());
    QSignalSpy loaded(&queue, &Queue::loaded);
    queue.load();
    if (!loaded.wait(20'000))
        return {QStringLiteral("not loaded")};
    QStringList all;
    for (int row = 0; row < queue.count(); ++row)
        all << queue.at(row).name;
    return endWell(queue) ? all : QStringList{QStringLiteral("not closed")};
}

void tst_BusyDatabase::waitedForAndNothingIsLost()
{
    QFETCH(bool, endsBefore);
    {
        support::OwnQueue queue({}, path());
        QSignalSpy loaded(&queue, &Queue::loaded);
        queue.load();
        QVERIFY(loaded.wait(20'000));
        add(queue, QStringLiteral("old"));
        QVERIFY(endWell(queue));
    }
    auto other = Connection::open(path(), Connection::Mode::ReadWrite);
    QVERIFY(other);
    QVERIFY((*other)->run(QStringLiteral("PRAGMA locking_mode=EXCLUSIVE")));
    QVERIFY((*other)->run(QStringLiteral("BEGIN EXCLUSIVE")));
    {
        support::OwnQueue queue({}, path());
        QSignalSpy loaded(&queue, &Queue::loaded);
        QSignalSpy failed(&queue, &Queue::storeFailed);
        queue.load();
        add(queue, QStringLiteral("new"));
        QVERIFY(failed.wait(20'000));
        QVERIFY(!queue.isLoaded());
        add(queue, QStringLiteral("newer"));
        QCOMPARE(queue.count(), 2);
        if (!endsBefore) {
            QVERIFY((*other)->run(QStringLiteral("ROLLBACK")));
            other->reset();
            QVERIFY(loaded.wait(20'000));
            QCOMPARE(queue.count(), 3);
            QCOMPARE(queue.at(0).name, QStringLiteral("old"));
            add(queue, QStringLiteral("newest"));
        }
        QVERIFY(endWell(queue));
        QCOMPARE(failed.count(), 1); // told once
    }
    other->reset();
    QStringList expected{QStringLiteral("old"), QStringLiteral("new"), QStringLiteral("newer")};
    if (!endsBefore)
        expected << QStringLiteral("newest");
    QCOMPARE(names(), expected);
    QCOMPARE(names(), expected);
    QVERIFY(!QFile::exists(path() + QStringLiteral(".aside")));
}

void tst_BusyDatabase::numbersGoOn()
{
    QStringList expected;
    for (int run = 0; run < 3; ++run) {
        support::OwnQueue queue({}, path());
        QSignalSpy loaded(&queue, &Queue::loaded);
        queue.load();
        add(queue, QStringLiteral("early%1").arg(run)); // before the stored rows are known
        QVERIFY(loaded.wait(20'000));
        add(queue, QStringLiteral("late%1").arg(run));
        expected << QStringLiteral("early%1").arg(run) << QStringLiteral("late%1").arg(run);
        QVERIFY(endWell(queue));
    }
    QCOMPARE(names(), expected);
    const auto connection = Connection::open(path(), Connection::Mode::ReadOnly);
    QVERIFY(connection);
    QCOMPARE((*connection)->ask(QStringLiteral("SELECT max(id) FROM items"))->toLongLong(), 6);
    QCOMPARE((*connection)->ask(QStringLiteral("SELECT count(*) FROM items"))->toLongLong(), 6);
}

/// Of a newer version: it stays as it is, and what is added waits beside it.
void tst_BusyDatabase::nothingThatCannotBeReadIsEmpty()
{
    {
        support::OwnQueue queue({}, path());
        QSignalSpy loaded(&queue, &Queue::loaded);
        queue.load();
        QVERIFY(loaded.wait(20'000));
        add(queue, QStringLiteral("old"));
        QVERIFY(endWell(queue));
    }
    const auto setVersion = [this](int version) {
        const auto connection = Connection::open(path(), Connection::Mode::ReadWrite);
        return connection && (*connection)->run(QStringLiteral("PRAGMA user_version=%1").arg(version));
    };
    const auto version = Connection::open(path(), Connection::Mode::ReadOnly).and_then([](const auto &c) {
        return c->ask(QStringLiteral("PRAGMA user_version"));
    });
    QVERIFY(version);
    QVERIFY(setVersion(99));
    {
        support::OwnQueue queue({}, path());
        QSignalSpy loaded(&queue, &Queue::loaded);
        QSignalSpy failed(&queue, &Queue::storeFailed);
        queue.load();
        QVERIFY(failed.wait(20'000));
        add(queue, QStringLiteral("new"));
        QVERIFY(endWell(queue));
        QVERIFY(loaded.isEmpty());
    }
    QVERIFY(setVersion(version->toInt()));
    QCOMPARE(names(), (QStringList{QStringLiteral("old"), QStringLiteral("new")}));
}

SLUICE_TEST(tst_BusyDatabase)
#include "tst_busydatabase.moc"
