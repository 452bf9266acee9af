#include "tests/app/appbed.h"
#include "tests/support/testmain.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>
#include <memory>
#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <sys/stat.h>
#endif

using namespace Qt::StringLiterals;
using namespace support;

/// What is around the program: limits of the system, other users, a standard output that takes nothing.
class tst_Surroundings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_bed = std::make_unique<AppBed>(); }
    void passwordsStayWithTheirOwner();
    void fileSizeLimitIsAnError();
    void outputThatTakesNothing_data();
    void outputThatTakesNothing();
    void nothingIsLeftOfTheHopeless_data();
    void nothingIsLeftOfTheHopeless();

private:
    std::unique_ptr<AppBed> m_bed;
};

/// While a download is under way, after an interruption, and when it is finished.
void tst_Surroundings::passwordsStayWithTheirOwner()
{
#ifdef Q_OS_UNIX
    const QByteArray secret = "hunter2";
    const QByteArray bytes = patternBytes(0, 3 << 20);
    m_bed->server.serve("/big.bin", bytes);
    m_bed->server.always("/big.bin", fault::limited(1 << 20));
    QUrl url = m_bed->server.url("/big.bin");
    url.setUserName(u"joe"_s);
    url.setPassword(QString::fromLatin1(secret));
    const auto readableByOthers = [&] {
        QStringList found;
        QDirIterator files(m_bed->path(u"."_s), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            struct stat info
            {
            };
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(secret) &&
                ::stat(qPrintable(file.fileName()), &info) == 0 && (info.st_mode & 077) != 0)
                found << file.fileName();
        }
        return found;
    };
    const QStringList arguments{u"get"_s, u"-v"_s, u"--json"_s, u"-o"_s, u"out"_s, url.toString()};
    const mode_t usual = ::umask(022);
    const auto process = m_bed->process(arguments);
    process->start();
    QTRY_VERIFY_WITH_TIMEOUT(m_bed->files(u"out"_s).contains(u"big.bin.part.resume"_s), 20'000);
    QCOMPARE(readableByOthers(), QStringList());
    process->terminate();
    Run run = AppBed::finish(*process);
    QVERIFY(!run.out.contains(secret) && !run.err.contains(secret));
    QCOMPARE(readableByOthers(), QStringList());
    m_bed->server.always("/big.bin", fault::none());
    run = m_bed->run(arguments);
    ::umask(usual);
    QVERIFY2(run.code == 0, run.out.constData());
    QVERIFY(!run.out.contains(secret) && !run.err.contains(secret));
    QCOMPARE(readableByOthers(), QStringList());
    QCOMPARE(m_bed->read(u"out/big.bin"_s), bytes);
    // What is refused is not repeated with it, either.
    run = m_bed->run({u"get"_s, u"http://joe:hunter2@"_s});
    QCOMPARE(run.code, 2);
    QVERIFY(!run.err.contains(secret));
#endif
}

void tst_Surroundings::fileSizeLimitIsAnError()
{
#ifdef Q_OS_UNIX
    m_bed->server.serve("/big.bin", patternBytes(0, 4 << 20));
    const auto process = m_bed->process(
        {u"get"_s, u"--max-wait"_s, u"3"_s, u"-o"_s, u"out"_s, m_bed->server.url("/big.bin").toString()});
    process->setChildProcessModifier([] {
        const rlimit limit{1 << 20, 1 << 20};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    });
    process->start();
    const Run run = AppBed::finish(*process);
    QCOMPARE(run.code, 3);
    QVERIFY2(run.err.contains("ulimit"), run.err.constData());
    QVERIFY(!m_bed->files(u"out"_s).contains(u"big.bin"_s));
#endif
}

void tst_Surroundings::outputThatTakesNothing_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char *title, const QStringList &arguments) {
        QTest::newRow(title) << arguments;
    };
    row("version", {u"--version"_s});
    row("help", {u"--help"_s});
    row("help of a command", {u"decode"_s, u"--help"_s});
    row("inspect", {u"inspect"_s, u"a.blte"_s});
    row("inspect as JSON", {u"inspect"_s, u"--json"_s, u"a.blte"_s});
    row("verify", {u"verify"_s, u"a.blte"_s});
    row("decode", {u"decode"_s, u"a.blte"_s});
    row("get", {u"get"_s, u"-o"_s, u"out"_s, u"URL"_s});
    row("get as JSON", {u"get"_s, u"--json"_s, u"-o"_s, u"out"_s, u"URL"_s});
}

void tst_Surroundings::outputThatTakesNothing()
{
    QFETCH(QStringList, arguments);
    if (!QFile::exists(u"/dev/full"_s))
        QSKIP("this system has no /dev/full");
    const BuiltObject object = smallObject();
    m_bed->write(u"a.blte"_s, toBytes(object.bytes));
    arguments.replaceInStrings(u"URL"_s, m_bed->publish(object));
    QCOMPARE(m_bed->run(arguments).code, 0);
    const auto process = m_bed->process(arguments);
    process->setStandardOutputFile(u"/dev/full"_s);
    process->start();
    const Run run = AppBed::finish(*process);
    QVERIFY(run.code != 0);
    QVERIFY2(run.err.contains("No space left"), run.err.constData());
}

void tst_Surroundings::nothingIsLeftOfTheHopeless_data()
{
    QTest::addColumn<QByteArray>("chunk"); // as it is encoded, and digested
    QTest::addColumn<QString>("kind");
    QTest::newRow("unknown mode") << QByteArray("Qabc") << u"ModeUnsupported"_s;
    QTest::newRow("zlib of nothing") << 'Z' + QByteArray(50, '\xff') << u"StreamCorrupt"_s;
    QTest::newRow("zlib that ends early") << QByteArray("Z\x78\x9c") << u"StreamCorrupt"_s;
    QTest::newRow("no mode at all") << QByteArray("\0abc", 4) << u"ModeUnsupported"_s;
}

void tst_Surroundings::nothingIsLeftOfTheHopeless()
{
    QFETCH(QByteArray, chunk);
    QFETCH(QString, kind);
    ChunkSpec good{ByteVector(5000, 'a'), {}};
    ChunkSpec bad{ByteVector(300, 'b'), {}};
    bad.encoded = ByteVector(chunk.begin(), chunk.end());
    const QString url = m_bed->publish(buildObject({good, bad}));
    const Run run = m_bed->run({u"get"_s, u"--json"_s, u"-o"_s, u"out"_s, url});
    QCOMPARE(run.code, 3);
    QCOMPARE(run.event(u"failed"_s).value("kind"_L1).toString(), kind);
    QCOMPARE(m_bed->files(u"out"_s), QStringList());
}

SLUICE_TEST(tst_Surroundings)
#include "tst_surroundings.moc"
