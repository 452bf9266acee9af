#include "core/queue/stored.h"
#include "core/queue/storedevent.h"
#include "tests/queue/madeitems.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace queue;
using transfer::Event;
using transfer::Intent;
using transfer::State;
using transfer::Verdict;

/// Items and events as the database keeps them, and back.
class tst_Stored : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyFieldComesBack()
    {
        Item item = support::madeItem(7, State::Done, "http://h/a?b#ekey=00112233445566778899aabbccddeeff");
        item.position = 1 << 20;
        item.name = QStringLiteral("sub/name");
        item.options = {Form::Raw, WhenExists::Rename, MissingKeys::ZeroFill};
        item.bytesPerSecond = 5;
        item.verdict = Verdict::Incomplete;
        item.progress.encodedSize = 1;
        item.progress.decodedSize = 2;
        item.progress.encodedDone = 3;
        item.progress.decodedDone = 4;
        item.progress.networkBytes = 6;
        item.added = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
        item.finished = item.added.addSecs(1);
        item.md5 = "00ff";
        item.lockedChunks = 2;
        item.missingKeys = {blte::KeyName(9)};
        const storage::StoredItem stored = toStored(item);
        QCOMPARE(toStored(fromStored(stored)), stored);
        const Item back = fromStored(stored);
        QCOMPARE(back.id, item.id);
        QCOMPARE(back.position, item.position);
        QCOMPARE(back.source, item.source);
        QCOMPARE(back.options, item.options);
        QCOMPARE(back.verdict, item.verdict);
        QCOMPARE(back.missingKeys, item.missingKeys);
    }

    void stateAfterAStart_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("intent");
        QTest::addColumn<int>("after");
        for (const State state : {State::Queued, State::Connecting, State::Downloading, State::Committing,
                                  State::Waiting, State::Paused}) {
            QTest::addRow("%d, to be run", int(state))
                << int(state) << int(Intent::Run) << int(State::Queued);
            QTest::addRow("%d, held", int(state)) << int(state) << int(Intent::Hold) << int(State::Paused);
        }
        QTest::newRow("done") << int(State::Done) << int(Intent::Run) << int(State::Done);
        QTest::newRow("failed") << int(State::Failed) << int(Intent::Run) << int(State::Failed);
    }
    void stateAfterAStart()
    {
        QFETCH(int, state);
        QFETCH(int, intent);
        Item item = support::madeItem(1, State(state));
        item.intent = Intent(intent);
        QTEST(int(fromStored(toStored(item)).state), "after");
    }

    /// How many files of a set failed stands in why it did.
    void failedFiles()
    {
        Item item;
        item.source.set = QStringLiteral("wow:folder/");
        item.state = State::Failed;
        item.error = {core::ErrorKind::NotFound,
                      QStringLiteral("2 of 20000 files, a/b among them: not there")};
        const Item back = queue::fromStored(queue::toStored(item));
        QCOMPARE(back.progress.filesFailed, 2);
        QCOMPARE(back.progress.filesTotal, 20000);
        QCOMPARE(back.progress.filesDone, 19998);
        item.source.set.clear();
        QCOMPARE(queue::fromStored(queue::toStored(item)).progress.filesTotal, -1);
    }

    /// Why a row failed is remembered; why one waited is not: it does not wait any more.
    void errors()
    {
        for (const State state : {State::Failed, State::Waiting}) {
            Item item = support::madeItem(1, state);
            item.error = {core::ErrorKind::DiskFull, QStringLiteral("full")};
            const Item back = fromStored(toStored(item));
            const bool isKept = state == State::Failed;
            QCOMPARE(back.error.kind, isKept ? core::ErrorKind::DiskFull : core::ErrorKind::None);
            QCOMPARE(back.error.detail, isKept ? QStringLiteral("full") : QString());
        }
    }

    void events()
    {
        Event event;
        event.kind = Event::Kind::Retry;
        event.time = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
        event.error = {core::ErrorKind::ConnectionLost, QStringLiteral("reset \"by\" peer\n")};
        event.mirror = QStringLiteral("h:80");
        event.delayMs = 0;
        event.chunk = 5;
        event.keyName = blte::KeyName(0xfa505078126acb3e);
        event.verdict = Verdict::Verified;
        event.md5 = "00ff";
        const QString line = toLine(event);
        QVERIFY(!line.contains(u'\n')); // a log is stored as lines
        const auto back = eventFromLine(line);
        QVERIFY(back);
        QCOMPARE(back->kind, event.kind);
        QCOMPARE(back->time, event.time);
        QCOMPARE(back->error.kind, event.error.kind);
        QCOMPARE(back->error.detail, event.error.detail);
        QCOMPARE(back->mirror, event.mirror);
        QCOMPARE(back->delayMs, 0);
        QCOMPARE(back->chunk, 5);
        QCOMPARE(back->chunks, -1);
        QCOMPARE(back->bytes, -1);
        QCOMPARE(back->keyName, event.keyName);
        QCOMPARE(back->verdict, event.verdict);
        QCOMPARE(back->md5, event.md5);
    }

    void strangeLines_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("empty") << QString();
        QTest::newRow("no JSON") << QStringLiteral("retry");
        QTest::newRow("no object") << QStringLiteral("[1]");
        QTest::newRow("nothing in it") << QStringLiteral("{}");
    }
    void strangeLines()
    {
        QFETCH(QString, line);
        QVERIFY(!eventFromLine(line));
    }
};

SLUICE_TEST(tst_Stored)
#include "tst_stored.moc"
