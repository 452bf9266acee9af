#include "tests/faults/program.h"

#include <QDir>
#include <QTest>
#include <array>

using namespace support;
using namespace faults;

/// The fault list, 64: the real program, killed by strace at the n-th system call that touches its files, for
/// n = 1, 2, 3 … until a run gets through (counted in every thread for itself). After each kill the next
/// start must end with the right file, and no more may come twice than was in flight.
///
/// The usual run takes some of the numbers; with SLUICE_SWEEP=all (ctest --preset soak) it takes them all.
class tst_Sweep : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void killedAtACall_data();
    void killedAtACall();

private:
    QStringList watched(const Stage &stage) const;
    bool isKilledAt(Stage &stage, const QString &calls, int when);

    QTemporaryDir m_state;
};

namespace {

constexpr int kPatience = 60'000;
/// A chunk (64 KiB of BLTE) or a piece (a plain file's) and what the buffers hold, on each of four
/// connections; the server sends slowly enough.
constexpr qint64 kInFlight = 1 << 20;
constexpr qint64 kPlainInFlight = 2 << 20;
constexpr int kMost = 500;

bool isWhole()
{
    return qEnvironmentVariable("SLUICE_SWEEP") == u"all";
}

QString strace()
{
    return QStringLiteral("strace");
}

} // namespace

void tst_Sweep::initTestCase()
{
    qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit());
    qputenv("ASAN_OPTIONS", "detect_leaks=0"); // cannot look for leaks in a traced process
    QProcess probe;
    probe.start(strace(), {QStringLiteral("-qq"), QStringLiteral("-o"), QStringLiteral("/dev/null"),
                           QStringLiteral("true")});
    if (!probe.waitForFinished() || probe.exitStatus() != QProcess::NormalExit || probe.exitCode() != 0)
        QSKIP("strace is not there, or may not trace");
}

void tst_Sweep::killedAtACall_data()
{
    static constexpr std::array kNames{"blte", "plain", "plain with a key", "set"}; // by number
    QTest::addColumn<What>("what");
    QTest::addColumn<QString>("calls");
    for (const What what : {What::Blte, What::Plain, What::Set}) {
        for (const char *calls : {"openat", "pwrite64", "write", "fdatasync", "fsync", "ftruncate,fallocate",
                                  "rename,renameat2", "unlink,unlinkat"}) {
            // Of a set, only the journal is written so, and that under a name of its own
            // (tst_setinterruptions).
            const bool isMade =
                what != What::Set || !QByteArrayView("write ftruncate,fallocate").contains(calls);
            if (isMade && (what != What::Plain || isWhole()))
                QTest::addRow("64: killed at %s (%s)", calls, kNames[static_cast<std::size_t>(what)])
                    << what << QString::fromLatin1(calls);
        }
    }
}

QStringList tst_Sweep::watched(const Stage &stage) const
{
    QStringList arguments;
    if (stage.isSet()) { // what it has beside its files, and these
        const QString work = stage.harness.folder() + u'/' + Program::setName() + QStringLiteral(".part");
        QStringList paths{work, work + QStringLiteral("/plan"), work + QStringLiteral("/lock")};
        for (const QString &name : stage.names()) {
            paths << stage.harness.folder() + u'/' + name
                  << work + u'/' + QString::number((paths.size() - 3) / 2); // before it has its name
        }
        for (const QString &path : std::as_const(paths))
            arguments << QStringLiteral("-P") << path;
        return arguments;
    }
    for (const char *name : {"", "/file", "/file.part", "/file.part.resume", "/file.part.resume.new"})
        arguments << QStringLiteral("-P") << stage.harness.folder() + QString::fromLatin1(name);
    return arguments;
}

/// False when the run got through before.
bool tst_Sweep::isKilledAt(Stage &stage, const QString &calls, int when)
{
    QProcess program;
    program.setProcessChannelMode(QProcess::MergedChannels);
    const QStringList trace{
        QStringLiteral("-f"), QStringLiteral("-qq"),
        QStringLiteral("-o"), QStringLiteral("/dev/null"),
        QStringLiteral("-e"), QStringLiteral("trace=") + calls,
        QStringLiteral("-e"), QStringLiteral("inject=%1:signal=KILL:when=%2").arg(calls).arg(when)};
    program.start(strace(), trace + watched(stage) + Program::commandLine(stage));
    if (!program.waitForFinished(kPatience))
        program.kill();
    return program.exitStatus() == QProcess::CrashExit || program.exitCode() != 0;
}

void tst_Sweep::killedAtACall()
{
    QFETCH(What, what);
    QFETCH(QString, calls);
    const QList<int> some{1, 2, 7};
    int kills = 0;
    for (int i = 0; isWhole() ? i < kMost : i < some.size(); ++i) {
        Stage stage(what);
        stage.always(fault::limited(3'000'000));
        const int when = isWhole() ? i + 1 : some[i];
        const bool isKilled = isKilledAt(stage, calls, when);
        QVERIFY2(stage.hasNothingWrong() || stage.isRight(), "wrong bytes under the final name");
        if (!isKilled)
            break;
        ++kills;
        Program second(stage);
        QVERIFY(second.hasEnded());
        QVERIFY2(second.process.exitCode() == 0, second.output().constData());
        QVERIFY2(stage.isRight(), qPrintable(QStringLiteral("wrong bytes after call %1").arg(when)));
        QCOMPARE(stage.litter(), QStringList());
        const qint64 twice = stage.server().bytesServed() - stage.size();
        QVERIFY2(twice <= (what == What::Plain ? kPlainInFlight : kInFlight),
                 qPrintable(QStringLiteral("%1 bytes came twice after call %2").arg(twice).arg(when)));
    }
    QVERIFY2(kills > 0, "no such call was ever made");
    if (isWhole())
        qInfo("%d kills", kills);
}

int main(int argc, char *argv[])
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "7200000"); // ms: all of them take long
    const QCoreApplication application(argc, argv);
    tst_Sweep test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sweep.moc"
