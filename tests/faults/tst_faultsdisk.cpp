#include "tests/faults/program.h"
#include "tests/faults/smallvolume.h"
#include "tests/support/namespaces.h"

using namespace support;
using namespace faults;
using core::ErrorKind;
using transfer::Event;
using transfer::State;

/// The fault list, section D, on a real small file system of its own: 60 (full), 61 (read-only), 62 (gone).
/// A drive that is unplugged is simulated by a volume that is unmounted while its files are open; what a
/// dying drive answers (61: EIO and the like) is injected, in tst_faultsstorage.
class tst_FaultsDisk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void survives_data();
    void survives();
    void fullBeforeItBegins_data();
    void fullBeforeItBegins();
    void quitWhileFull();

private:
    QTemporaryDir m_state;
};

namespace {

QString g_forbidden;

/// What may come twice: a piece in flight and what buffers hold, on each connection.
constexpr qint64 kLoss = 5 << 20;

enum class Trouble { Full, FullWithoutReserve, Unmounted, ReadOnly };
enum class Meanwhile { Nothing, Pause, Kill };

void strike(SmallDisk &disk, Trouble trouble)
{
    if (trouble == Trouble::Unmounted)
        QVERIFY(disk.unmount());
    else if (trouble == Trouble::ReadOnly)
        QVERIFY(disk.setReadOnly());
    else
        disk.fillUp();
}

void mend(SmallDisk &disk, Trouble trouble)
{
    if (trouble == Trouble::Unmounted)
        QVERIFY(disk.mountAgain());
    else if (trouble == Trouble::ReadOnly)
        QVERIFY(disk.setWritable());
    else
        disk.makeRoom();
}

ErrorKind kindOf(Trouble trouble)
{
    switch (trouble) {
    case Trouble::Unmounted:
        return ErrorKind::FolderMissing;
    case Trouble::ReadOnly:
        return ErrorKind::PermissionDenied;
    case Trouble::Full:
    case Trouble::FullWithoutReserve:
        break;
    }
    return ErrorKind::DiskFull;
}

void pause(Stage &stage)
{
    stage.harness.queue().hold({stage.id()});
    QTRY_COMPARE_WITH_TIMEOUT(stage.item().state, State::Paused, kPatience);
}

void checkEnd(Stage &stage, qint64 fetched)
{
    QVERIFY2(stage.isRight(), "wrong bytes");
    QCOMPARE(stage.litter(), QStringList());
    QVERIFY2(stage.complaint().isEmpty(), qPrintable(stage.complaint()));
    // The first answer to a plain file is to everything; buffers may have held all of it.
    const qint64 first = stage.what == What::Plain ? stage.size() : 0;
    QVERIFY2(fetched - stage.size() <= kLoss + first, qPrintable(QString::number(fetched - stage.size())));
}

/// In the middle of a download in this process, with or without a pause.
void inTheMiddle(Stage &stage, SmallDisk &disk, Trouble trouble, Meanwhile meanwhile)
{
    // What is reserved can be written on a full disk, too; only the record of it, once a second, cannot.
    slowly(stage, trouble == Trouble::Full ? 1'000'000 : 1'500'000);
    stage.start();
    waitForMiddle(stage);
    const bool needsPerson = trouble == Trouble::ReadOnly; // and no file may be open while it becomes so
    if (meanwhile == Meanwhile::Pause || needsPerson)
        pause(stage);
    strike(disk, trouble);
    if (meanwhile == Meanwhile::Pause || needsPerson)
        stage.harness.queue().run({stage.id()});
    if (needsPerson)
        QVERIFY(stage.harness.waitFor(stage.id(), State::Failed));
    else
        QTRY_COMPARE_WITH_TIMEOUT(stage.lastOf(Event::Kind::Waiting), kindOf(trouble), kPatience);
    QCOMPARE(core::name(stage.item().error.kind), core::name(kindOf(trouble)));
    if (trouble == Trouble::Unmounted) {
        QTest::qWait(300);                                 // some attempts
        QCOMPARE(stage.harness.litter({}), QStringList()); // nothing on the file system below
    }
    slowly(stage, 0);
    mend(disk, trouble);
    if (needsPerson)
        stage.harness.queue().run({stage.id()});
    QVERIFY(stage.harness.waitFor(stage.id(), State::Done));
    checkEnd(stage, stage.server().bytesServed());
}

/// The real program, killed in the trouble; it may not say success before it is over.
void killedInTheMiddle(Stage &stage, SmallDisk &disk, Trouble trouble)
{
    Program first(stage, {QStringLiteral("--limit"), QStringLiteral("2M")});
    waitForMiddle(stage);
    const bool isLate = trouble == Trouble::ReadOnly;
    if (!isLate)
        strike(disk, trouble);
    QTest::qWait(200);
    first.kill();
    if (isLate)
        strike(disk, trouble);
    if (trouble == Trouble::Unmounted) {
        QCOMPARE(stage.harness.litter({}), QStringList()); // nothing on the file system below
    } else {
        Program second(stage, {QStringLiteral("--max-wait"), QStringLiteral("1")});
        QVERIFY(second.hasEnded());
        const bool isDone = second.process.exitCode() == 0;
        QVERIFY2(isDone == stage.isRight(), second.output().constData());
    }
    mend(disk, trouble);
    Program third(stage);
    QVERIFY(third.hasEnded());
    QVERIFY2(third.process.exitCode() == 0, third.output().constData());
    checkEnd(stage, stage.server().bytesServed());
}

} // namespace

void tst_FaultsDisk::initTestCase()
{
    if (!g_forbidden.isEmpty())
        QSKIP(qPrintable(QStringLiteral("no mounts of our own here: ") + g_forbidden));
    qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit());
}

void tst_FaultsDisk::survives_data()
{
    QTest::addColumn<What>("what");
    QTest::addColumn<Trouble>("trouble");
    QTest::addColumn<Meanwhile>("meanwhile");
    const std::initializer_list<std::pair<const char *, Trouble>> troubles{
        {"60: full, so that no record can be written", Trouble::Full},
        {"60: full in the middle of a write", Trouble::FullWithoutReserve},
        {"61: read-only", Trouble::ReadOnly},
        {"62: unmounted", Trouble::Unmounted}};
    for (const auto &[name, trouble] : troubles) {
        QTest::addRow("%s (blte)", name) << What::Blte << trouble << Meanwhile::Nothing;
        QTest::addRow("%s (plain)", name) << What::Plain << trouble << Meanwhile::Nothing;
        QTest::addRow("%s (blte, paused)", name) << What::Blte << trouble << Meanwhile::Pause;
        QTest::addRow("%s (set)", name) << What::Set << trouble << Meanwhile::Nothing;
        QTest::addRow("%s (set, paused)", name) << What::Set << trouble << Meanwhile::Pause;
        if (trouble != Trouble::FullWithoutReserve) // injected, and that does not reach another process
            QTest::addRow("%s (blte, killed)", name) << What::Blte << trouble << Meanwhile::Kill;
    }
}

void tst_FaultsDisk::survives()
{
    QFETCH(What, what);
    QFETCH(Trouble, trouble);
    QFETCH(Meanwhile, meanwhile);
    Stage stage(what);
    SmallDisk disk(stage.harness.folder(), kDisk);
    QVERIFY(disk.isMounted());
    if (meanwhile == Meanwhile::Kill)
        return killedInTheMiddle(stage, disk, trouble);
    std::optional<WithoutReserve> unable;
    if (trouble == Trouble::FullWithoutReserve)
        unable.emplace(stage);
    inTheMiddle(stage, disk, trouble, meanwhile);
    stage.restart(); // before its disk goes
}

void tst_FaultsDisk::fullBeforeItBegins_data()
{
    QTest::addColumn<What>("what");
    QTest::addColumn<qint64>("left");
    for (const qint64 left : {qint64(0), qint64(1) << 20}) {
        QTest::addRow("60: %lld bytes left (blte)", static_cast<long long>(left)) << What::Blte << left;
        QTest::addRow("60: %lld bytes left (plain)", static_cast<long long>(left)) << What::Plain << left;
    }
    QTest::newRow("60: room for its list alone (set)") << What::Set << (qint64(1) << 20);
}

void tst_FaultsDisk::fullBeforeItBegins()
{
    QFETCH(What, what);
    QFETCH(qint64, left);
    Stage stage(what);
    SmallDisk disk(stage.harness.folder(), kDisk);
    disk.fillUp(left);
    stage.start();
    QTRY_COMPARE_WITH_TIMEOUT(stage.lastOf(Event::Kind::Waiting), ErrorKind::DiskFull, kPatience);
    disk.makeRoom();
    QVERIFY(stage.harness.waitFor(stage.id(), State::Done));
    checkEnd(stage, stage.server().bytesServed());
    stage.restart();
}

void tst_FaultsDisk::quitWhileFull()
{
    Stage stage(What::Blte);
    SmallDisk disk(stage.harness.folder(), kDisk);
    const WithoutReserve unable(stage);
    slowly(stage);
    stage.start();
    waitForMiddle(stage);
    disk.fillUp();
    QTRY_COMPARE_WITH_TIMEOUT(stage.lastOf(Event::Kind::Waiting), ErrorKind::DiskFull, kPatience);
    stage.restart();
    QCOMPARE(stage.harness.content(), QByteArray());
    disk.makeRoom();
    stage.start();
    QVERIFY(stage.harness.waitFor(stage.id(), State::Done));
    checkEnd(stage, stage.server().bytesServed());
    stage.restart();
}

int main(int argc, char *argv[])
{
    g_forbidden = enterMountNamespace();
    const QCoreApplication application(argc, argv);
    tst_FaultsDisk test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_faultsdisk.moc"
