#include "tests/faults/soakbed.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>
#include <csignal>

using namespace faults;

/// A day in fast motion: faults, pauses, kills and restarts at random over 200 files and over a set, by `get`
/// and by the window, without end until the time is over; and not one file may be wrong. SLUICE_SOAK_MINUTES:
/// how long (20); SLUICE_SOAK_SEED: which day (1); SLUICE_PROGRAM: another build of the program, as a
/// sanitized one.
class tst_Soak : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void commandLine();
    void set();
    void window();
    void windowThatStays();
    void cleanupTestCase();

private:
    enum class How { Get, GetSet, Window };

    static Load loadOf(How how) { return how == How::GetSet ? Load::Set : Load::Files; }
    QStringList arguments(How how, const QString &name, const QString &list) const;
    void day(How how, const QString &name);
    void life(QProcess &program);
    bool waitForAll(Load load, const QString &folder, QProcess &program, int seconds);
    void look(Load load, const QString &folder);
    QString folderOf(How how, const QString &name) const;
    qint64 minutes(double share) const { return static_cast<qint64>(share * m_minutes * 60'000); }

    std::unique_ptr<SoakBed> m_bed;
    double m_minutes = 20;
    int m_rounds = 0;
    int m_lives = 0;
    int m_kills = 0;
    int m_files = 0;
};

namespace {

constexpr int kFiles = 200;
/// Without faults everything must come to its end within this; waits of 5 minutes may be under way.
constexpr int kPatience = 600;

void removeFolder(const QString &path)
{
    QDir(path).removeRecursively();
}

bool hasEnded(QProcess &program, int ms)
{
    return QTest::qWaitFor([&] { return program.state() == QProcess::NotRunning; }, ms);
}

void signal(QProcess &program, int number)
{
    ::kill(static_cast<pid_t>(program.processId()), number);
}

} // namespace

void tst_Soak::initTestCase()
{
    bool ok = false;
    if (const double wanted = qEnvironmentVariable("SLUICE_SOAK_MINUTES").toDouble(&ok); ok)
        m_minutes = wanted;
    const int seed = qEnvironmentVariableIntValue("SLUICE_SOAK_SEED", &ok);
    m_bed = std::make_unique<SoakBed>(ok ? static_cast<quint32>(seed) : 1u, kFiles);
    qInfo("%g minutes over %d files of %lld bytes", m_minutes, kFiles, static_cast<long long>(m_bed->size()));
}

void tst_Soak::cleanupTestCase()
{
    qInfo("%d rounds, %d files, %d lives, %d of them killed; %d faults, %lld bytes served", m_rounds, m_files,
          m_lives, m_kills, m_bed->faultsServed(), static_cast<long long>(m_bed->server.bytesServed()));
}

QString tst_Soak::folderOf(How how, const QString &name) const
{
    return m_bed->path((how == How::Window ? QStringLiteral("home/Downloads/") : QStringLiteral("get/")) +
                       name);
}

QStringList tst_Soak::arguments(How how, const QString &name, const QString &list) const
{
    if (how == How::Window)
        return {list};
    if (how == How::GetSet)
        return QStringList{QStringLiteral("get"),       QStringLiteral("-q"),
                           QStringLiteral("--network"), QStringLiteral("unreliable"),
                           QStringLiteral("--limit"),   QStringLiteral("200K"),
                           QStringLiteral("-o"),        folderOf(how, name)} +
               m_bed->setArguments();
    return {QStringLiteral("get"),
            QStringLiteral("-q"),
            QStringLiteral("-j"),
            QStringLiteral("6"),
            QStringLiteral("--network"),
            QStringLiteral("unreliable"),
            QStringLiteral("-o"),
            m_bed->path(QStringLiteral("get")),
            list};
}

void tst_Soak::look(Load load, const QString &folder)
{
    QString complaint;
    m_bed->finished(load, folder, &complaint);
    QVERIFY2(complaint.isEmpty(), qPrintable(complaint));
}

/// Runs for a while, in which something happens to it, and ends one way or another.
void tst_Soak::life(QProcess &program)
{
    ++m_lives;
    if (hasEnded(program, m_bed->number(300, 6000)))
        return;
    switch (m_bed->number(0, 5)) {
    case 0: // suspended, and the network is another when it wakes
        signal(program, SIGSTOP);
        QTest::qWait(m_bed->number(100, 1000));
        m_bed->server.dropConnections();
        signal(program, SIGCONT);
        break;
    case 1:
        m_bed->server.goDown();
        QTest::qWait(m_bed->number(100, 2000));
        m_bed->server.goUp();
        break;
    default:
        break;
    }
    if (hasEnded(program, m_bed->number(0, 1500)))
        return;
    const bool isKill = m_bed->number(0, 2) != 0;
    m_kills += isKill ? 1 : 0;
    signal(program, isKill ? SIGKILL : SIGTERM);
    if (!hasEnded(program, 30'000)) {
        program.kill();
        QFAIL("it did not end within 30 s of being asked to");
    }
}

bool tst_Soak::waitForAll(Load load, const QString &folder, QProcess &program, int seconds)
{
    QString complaint;
    const int count = m_bed->count(load);
    const auto isOver = [&] {
        const bool isGone = program.state() == QProcess::NotRunning;
        return (m_bed->finished(load, folder, &complaint) == count &&
                m_bed->leftovers(load, folder).isEmpty()) ||
               isGone;
    };
    QElapsedTimer timer;
    timer.start();
    while (!isOver() && timer.elapsed() < seconds * 1000)
        QTest::qWait(500);
    return m_bed->finished(load, folder, &complaint) == count && complaint.isEmpty();
}

/// All files once: some lives full of trouble, then one in which nothing goes wrong.
void tst_Soak::day(How how, const QString &name)
{
    const QString list = m_bed->writeList(name);
    const QString folder = folderOf(how, name);
    const Load load = loadOf(how);
    QDir().mkpath(folder);
    m_bed->setCalm(false);
    for (int lives = m_bed->number(3, 8); lives > 0; --lives) {
        // The window knows its queue from the first time on; giving it the list again adds nothing.
        const auto program = m_bed->start(arguments(how, name, list));
        life(*program);
        if (QTest::currentTestFailed())
            return;
        look(load, folder);
        if (QTest::currentTestFailed())
            return;
    }
    m_bed->setCalm(true);
    const auto program = m_bed->start(arguments(how, name, list));
    const bool areAllThere = waitForAll(load, folder, *program, kPatience);
    if (program->state() != QProcess::NotRunning)
        signal(*program, SIGTERM);
    QVERIFY2(hasEnded(*program, 30'000), "it does not end");
    look(load, folder);
    QVERIFY2(areAllThere, "some files never came");
    QCOMPARE(m_bed->leftovers(load, folder), QStringList());
    ++m_rounds;
    m_files += m_bed->count(load);
    removeFolder(folder);
}

void tst_Soak::commandLine()
{
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i == 0 || timer.elapsed() < minutes(0.25); ++i) {
        day(How::Get, QStringLiteral("day%1").arg(i));
        if (QTest::currentTestFailed())
            return;
    }
}

void tst_Soak::set()
{
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i == 0 || timer.elapsed() < minutes(0.2); ++i) {
        day(How::GetSet, QStringLiteral("set%1").arg(i));
        if (QTest::currentTestFailed())
            return;
    }
}

void tst_Soak::window()
{
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i == 0 || timer.elapsed() < minutes(0.25); ++i) {
        day(How::Window, QStringLiteral("week%1").arg(i));
        if (QTest::currentTestFailed())
            return;
    }
}

/// One program that is handed list after list, faults and all: what it holds must not grow but by its rows.
void tst_Soak::windowThatStays()
{
    constexpr qint64 kKiBPerRow = 12; // a row with its log of events
    QElapsedTimer timer;
    timer.start();
    std::unique_ptr<QProcess> program; // the first; later ones hand over to it
    Footprint first;
    Footprint last;
    int rounds = 0;
    for (; rounds < 3 || timer.elapsed() < minutes(0.3); ++rounds) {
        const QString name = QStringLiteral("stay%1").arg(rounds);
        m_bed->setCalm(false);
        const QString list = m_bed->writeList(name);
        auto handover = m_bed->start({list});
        if (program)
            QVERIFY(hasEnded(*handover, 30'000));
        else
            program = std::move(handover);
        QTest::qWait(m_bed->number(2000, 8000));
        m_bed->setCalm(true);
        // What both names of the server denied has failed for good, until somebody asks again.
        const auto again = m_bed->start({list});
        QVERIFY(hasEnded(*again, 30'000));
        QVERIFY2(waitForAll(Load::Files, folderOf(How::Window, name), *program, kPatience),
                 "some files never came");
        QTest::qWait(7000); // by then it has given back what it does not need
        last = Footprint::of(program->processId());
        qInfo("%d rows: %lld KiB, %d threads, %d handles", kFiles * (rounds + 1),
              static_cast<long long>(last.residentKiB), last.threads, last.handles);
        if (rounds == 0)
            first = last;
        m_files += kFiles;
        removeFolder(folderOf(How::Window, name));
    }
    signal(*program, SIGTERM);
    QVERIFY(hasEnded(*program, 30'000));
    QVERIFY2(last.threads <= first.threads + 4, "threads grow");
    QVERIFY2(last.handles <= first.handles + 10, "handles grow");
    const qint64 allowed = first.residentKiB / 4 + kKiBPerRow * kFiles * (rounds - 1);
    QVERIFY2(
        last.residentKiB <= first.residentKiB + allowed,
        qPrintable(
            QStringLiteral("memory grows: %1 KiB, then %2").arg(first.residentKiB).arg(last.residentKiB)));
}

int main(int argc, char *argv[])
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "7200000"); // ms, for each of the four
    const QCoreApplication application(argc, argv);
    tst_Soak test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_soak.moc"
