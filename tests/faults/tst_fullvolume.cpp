#include "tests/faults/smallvolume.h"
#include "tests/support/namespaces.h"
#include "tests/support/ownqueue.h"

using namespace support;
using namespace faults;
using core::ErrorKind;
using transfer::State;

/// The fault list, 60, for several at once: who waits on a full volume, who goes on, and whose room it is.
class tst_FullVolume : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void allOnTheVolumeWaitAndOthersRun();
    void whatOthersNeedIsNotFree();
    void theDatabaseOnAFullDisk();
};

namespace {

QString g_forbidden;

} // namespace

void tst_FullVolume::initTestCase()
{
    if (!g_forbidden.isEmpty())
        QSKIP(qPrintable(QStringLiteral("no mounts of our own here: ") + g_forbidden));
}

void tst_FullVolume::allOnTheVolumeWaitAndOthersRun()
{
    Stage stage(What::Blte);
    Harness &h = stage.harness;
    SmallDisk disk(h.folder(), kDisk);
    const QTemporaryDir other;
    const WithoutReserve unable(stage);
    stage.setSettings([](queue::Settings &s) {
        s.bytesPerSecond = 3'000'000;
        s.retryEvery = std::chrono::hours(1); // so that it is the room that wakes them
    });
    const core::Source source = h.source(stage.path);
    const auto request = [&](const QString &folder, const char *name) {
        return queue::Request{source, folder, QString::fromLatin1(name), {}, transfer::Intent::Run};
    };
    const auto ids = h.queue().add({request(h.folder(), "a"), request(h.folder(), "b"),
                                    request(other.path(), "c"), request(h.folder(), "d")});
    waitForMiddle(stage);
    disk.fillUp();
    const auto isWaiting = [&](int i) {
        return h.item(ids[i]).state == State::Waiting && h.item(ids[i]).error.kind == ErrorKind::DiskFull;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isWaiting(0) && isWaiting(1) && isWaiting(3), kPatience);
    QVERIFY(h.waitFor(ids[2], State::Done));
    QVERIFY(isWaiting(0) && isWaiting(1) && isWaiting(3));
    QTest::qWait(1200); // it has looked at how full it is
    disk.makeRoom();
    for (const int i : {0, 1, 3}) {
        QVERIFY(h.waitFor(ids[i], State::Done));
        QVERIFY(h.content(h.item(ids[i]).name) == stage.expected);
    }
    stage.restart();
}

void tst_FullVolume::whatOthersNeedIsNotFree()
{
    Stage stage(What::Plain);
    Harness &h = stage.harness;
    SmallDisk disk(h.folder(), 5 << 20);
    const WithoutReserve unable(stage);
    slowly(stage);
    const core::Source source = h.source(stage.path);
    const queue::ItemId first = h.add(source, QStringLiteral("first"));
    waitForMiddle(stage);
    const queue::ItemId second = h.add(source, QStringLiteral("second"));
    QTRY_COMPARE_WITH_TIMEOUT(h.item(second).error.kind, ErrorKind::DiskFull, kPatience);
    QVERIFY(h.waitFor(first, State::Done)); // nobody took its room
    QCOMPARE(h.item(first).standstill.rounds(), 0);
    QVERIFY(QFile::remove(h.folder() + QStringLiteral("/first")));
    QVERIFY(h.waitFor(second, State::Done));
    QVERIFY(h.content(QStringLiteral("second")) == stage.expected);
    stage.restart();
}

/// The list of downloads itself lies on the full disk: what it could not take is written when it can.
void tst_FullVolume::theDatabaseOnAFullDisk()
{
    Stage stage(What::Plain);
    const QTemporaryDir folder;
    SmallDisk disk(folder.path(), kDisk);
    const QString path = folder.filePath(QStringLiteral("queue.sqlite"));
    const auto request = [&](int i) {
        return queue::Request{stage.harness.source(stage.path),
                              stage.harness.folder(),
                              QStringLiteral("file%1").arg(i),
                              {},
                              transfer::Intent::Hold};
    };
    {
        support::OwnQueue queue({}, path);
        queue.load();
        queue.add({request(0)});
        QTRY_VERIFY(QFile::exists(path));
        disk.fillUp();
        bool isTold = false;
        connect(&queue, &queue::Queue::storeFailed, this, [&] { isTold = true; });
        for (int i = 1; i <= 200; ++i)
            queue.add({request(i)});
        QTRY_VERIFY_WITH_TIMEOUT(isTold, kPatience);
        disk.makeRoom();
    } // closing tries once more
    support::OwnQueue again({}, path);
    again.load();
    QTRY_COMPARE_WITH_TIMEOUT(again.count(), 201, kPatience);
}

int main(int argc, char *argv[])
{
    g_forbidden = enterMountNamespace();
    const QCoreApplication application(argc, argv);
    tst_FullVolume test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_fullvolume.moc"
