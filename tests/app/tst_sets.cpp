#include "tests/app/appbed.h"
#include "tests/app/madefiles.h"
#include "tests/support/ngdp/networkserver.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>
#include <filesystem>
#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

using namespace Qt::StringLiterals;
using support::AppBed;
using support::Run;

namespace {

const QString kProduct = u"wow_classic_era"_s;
const blte::KeyName kKeyName{0xA1B2C3D4E5F60708ULL};
const blte::Key kKey{7, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};

/// Small files of some kilobytes in archives, loose ones between them, a large one, copies, one that is
/// locked.
ngdp::FileShape fileOf(std::size_t i)
{
    ngdp::FileShape file;
    file.fileDataId = static_cast<std::uint32_t>(5000 + i);
    file.path = "Set/Folder" + std::to_string(i % 13) + "/file" + std::to_string(i) + ".bin";
    file.content = support::payload(support::noise(static_cast<std::uint32_t>(i)), 500 + i * 37 % 9000);
    if (i % 40 == 11)
        file.place = ngdp::Place::Loose;
    if (i % 100 == 50) // as the one before
        file.content =
            support::payload(support::noise(static_cast<std::uint32_t>(i - 1)), 500 + (i - 1) * 37 % 9000);
    if (i == 3) {
        file.path = "Set/large.bin";
        file.content = support::payload(support::noise(3), 2'500'000);
        file.layout = ngdp::ObjectLayout::even(256 << 10, ngdp::kRaw);
    }
    if (i == 4) {
        file.path = "Locked/file.bin";
        file.layout =
            ngdp::ObjectLayout::one({support::Encoding::Raw, 6, support::Encryption{kKeyName, kKey}});
    }
    if (i % 13 == 7)
        file.priority = -1;
    if (i == 5) {
        file.path = "Set/empty.bin";
        file.content.clear();
    }
    return file;
}

ngdp::BuildShape shapeOf(std::size_t files, const std::string &name = "WOW-12345patch1.15.8_ClassicRetail")
{
    ngdp::BuildShape shape;
    shape.name = name;
    shape.files = {files, fileOf};
    return shape;
}

ngdp::CdnShape smallArchives()
{
    ngdp::CdnShape cdn;
    cdn.archiveSize = 300'000;
    return cdn;
}

} // namespace

/// `get` of many files of a product, by the program: one row, every file proven, and nothing lost or fetched
/// twice whatever happens meanwhile.
class tst_Sets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void aFolder();
    void asServed();
    void namedTwice();
    void oneOverAndAgain();
    void killedTenTimes();
    void interruptedAndResumed();
    void whatItWouldBe_data();
    void whatItWouldBe();
    void fewDescriptors();
    void urgentFilesFirst();
    void copiesAreLinked();
    void filesOfAnEarlierBuildAreTold();
    void whatItWouldNotBe();
    void theListIsMadeOnce();
    void theListIsMadeAnew_data();
    void theListIsMadeAnew();
    void aFileThatIsNowhere();
    void aFileThatIsLocked();
    void anotherFileIsThere_data();
    void anotherFileIsThere();
    void anotherBuild();
    void aDeadHost();
    void theListIsDamaged();
    void filesOfSeveralObjects();

private:
    QStringList command(const QString &selection, const QStringList &more = {}) const
    {
        return QStringList{u"get"_s,
                           u"--json"_s,
                           kProduct + u':' + selection,
                           u"-o"_s,
                           m_bed->path(u"out"_s),
                           u"--service"_s,
                           m_server->address(),
                           u"--listfile"_s,
                           m_bed->path(u"names.csv"_s)} +
               more;
    }
    Run get(const QString &selection, const QStringList &more = {}) const
    {
        return m_bed->run(command(selection, more));
    }
    /// Files of the folder that are there and right; −1 when something else is there.
    int rightFiles(const std::string &folder) const;
    int filesIn(const std::string &folder) const;
    /// Stops it once some files are there. What is cached is gone then.
    void interrupt(const QString &selection, const QStringList &more = {}, QByteArray *out = nullptr);
    qint64 lookedUp() const { return m_server->bytesServed(".index"); }
    void forgetCache() const { QDir(m_bed->path(u"XDG_CACHE_HOME"_s)).removeRecursively(); }
    bool hasLeftovers() const { return !m_bed->files(u"out"_s).filter(u".part"_s).isEmpty(); }

    std::unique_ptr<ngdp::SampleNetwork> m_network;
    std::unique_ptr<ngdp::NetworkServer> m_server;
    std::unique_ptr<AppBed> m_bed;
};

void tst_Sets::initTestCase()
{
    m_network = std::make_unique<ngdp::SampleNetwork>(shapeOf(800), smallArchives());
}

void tst_Sets::init()
{
    m_server = std::make_unique<ngdp::NetworkServer>(*m_network, std::vector<std::string>{"", ""});
    m_bed = std::make_unique<AppBed>();
    m_bed->write(u"names.csv"_s, support::listfileOf(m_network->build));
}

int tst_Sets::filesIn(const std::string &folder) const
{
    return static_cast<int>(
        std::count_if(m_network->build.files.begin(), m_network->build.files.end(),
                      [&](const ngdp::MadeFile &file) { return file.path.starts_with(folder); }));
}

int tst_Sets::rightFiles(const std::string &folder) const
{
    QHash<QString, const ngdp::MadeFile *> wanted;
    for (const ngdp::MadeFile &file : m_network->build.files) {
        if (file.path.starts_with(folder))
            wanted.insert(QString::fromStdString(file.path), &file);
    }
    int right = 0;
    for (const QString &name : m_bed->files(u"out"_s)) {
        if (name.contains(u".part"_s))
            continue;
        const ngdp::MadeFile *file = wanted.value(name);
        if (!file || !support::isContentOf(m_bed->read(u"out/"_s + name), *file))
            return -1;
        ++right;
    }
    return right;
}

void tst_Sets::aFolder()
{
    const Run got = get(u"Set/"_s);
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out.right(2000)));
    const int files = filesIn("Set/");
    QCOMPARE(rightFiles("Set/"), files);
    QVERIFY(!hasLeftovers());
    const QJsonObject added = got.event(u"added"_s);
    QCOMPARE(added.value(u"source"_s).toString(), u"wow_classic_era:Set/"_s);
    QCOMPARE(added.value(u"target"_s).toString(), m_bed->path(u"out"_s));
    QCOMPARE(added.value(u"files"_s).toInt(), files);
    QVERIFY(added.value(u"size"_s).toInteger() > 2'500'000);
    QCOMPARE(got.events(u"fileFinished"_s).size(), files);
    for (const QJsonObject &file : got.events(u"fileFinished"_s)) {
        QCOMPARE(file.value(u"verdict"_s).toString(), u"verified"_s);
        const ngdp::MadeFile &made = m_network->file(file.value(u"path"_s).toString().toStdString());
        QCOMPARE(file.value(u"ckey"_s).toString(), support::hex(made.contentKey));
        QCOMPARE(file.value(u"size"_s).toInteger(), static_cast<qint64>(made.size));
        QCOMPARE(file.value(u"id"_s).toInt(), 1);
    }
    QCOMPARE(got.event(u"done"_s).value(u"verdict"_s).toString(), u"verified"_s);
    const QJsonObject summary = got.event(u"summary"_s);
    QCOMPARE(summary.value(u"done"_s).toInt(), 1);
    QCOMPARE(summary.value(u"filesOfSets"_s).toInt(), files);
    // Gaps between neighbours aside, nothing comes twice, and copies not at all.
    QCOMPARE_LE(summary.value(u"networkBytes"_s).toInteger(),
                added.value(u"encodedSize"_s).toInteger() * 11 / 10);
}

/// The objects themselves.
void tst_Sets::asServed()
{
    const Run got = get(u"Set/Folder1/"_s, {u"--raw"_s});
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out.right(2000)));
    int files = 0;
    for (const ngdp::MadeFile &file : m_network->build.files) {
        if (!file.path.starts_with("Set/Folder1/"))
            continue;
        const QByteArray object = m_bed->read(u"out/"_s + QString::fromStdString(file.path));
        QCOMPARE(object.size(), static_cast<qsizetype>(file.encodedSize));
        QVERIFY(object.startsWith("BLTE"));
        ++files;
    }
    QCOMPARE(got.events(u"fileFinished"_s).size(), files);
}

/// Twice in one command is once.
void tst_Sets::namedTwice()
{
    const Run got = m_bed->run(command(u"Set/Folder1/"_s, {kProduct + u":Set/Folder1/"_s}));
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out.right(2000)));
    QVERIFY2(got.err.contains("is fetched once"), got.err);
    QCOMPARE(got.events(u"fileFinished"_s).size(), filesIn("Set/Folder1/"));
    QCOMPARE(got.event(u"summary"_s).value(u"done"_s).toInt(), 1);
}

/// What is there already is proven and not fetched.
void tst_Sets::oneOverAndAgain()
{
    QCOMPARE(get(u"Set/"_s).code, 0);
    m_server->clearLogs();
    const Run again = get(u"Set/"_s);
    QVERIFY2(again.code == 0, QByteArray(again.err + again.out.right(2000)));
    QCOMPARE(again.event(u"summary"_s).value(u"networkBytes"_s).toInteger(), 0);
    QCOMPARE(again.events(u"fileFinished"_s).size(), filesIn("Set/"));
    QVERIFY(!hasLeftovers());
}

/// Slowly enough that none of them comes to the end before it is killed: the next one would prove all of it
/// anew.
void tst_Sets::killedTenTimes()
{
    for (std::size_t host = 0; host < m_server->hosts(); ++host)
        m_server->host(host).setRule([](const support::Request &request) -> std::optional<support::Fault> {
            return request.path.contains("/data/") && !request.path.endsWith(".index")
                       ? std::optional(support::fault::limited(250'000))
                       : std::nullopt;
        });
    QCOMPARE(m_bed
                 ->run({u"ls"_s, kProduct + u":Set/"_s, u"--service"_s, m_server->address(), u"--listfile"_s,
                        m_bed->path(u"names.csv"_s)})
                 .code,
             0); // the look-up is known by now
    QSet<QString> finished;
    int kills = 0;
    Run got;
    for (int attempt = 0; attempt < 40; ++attempt) {
        auto process = m_bed->process(command(u"Set/"_s));
        process->start();
        QVERIFY(process->waitForStarted());
        if (kills < 10) {
            process->waitForFinished(400 + static_cast<int>(QRandomGenerator::global()->bounded(700)));
            if (process->state() == QProcess::Running) {
                process->kill();
                ++kills;
            }
        }
        got = AppBed::finish(*process);
        for (const QJsonObject &file : got.events(u"fileFinished"_s)) {
            const QString path = file.value(u"path"_s).toString();
            QVERIFY2(!finished.contains(path), qPrintable(path + u" came twice"_s)); // killed() or not
            finished << path;
        }
        QVERIFY(rightFiles("Set/") >= 0); // a file that has its name is right
        if (got.code == 0)
            break;
    }
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out.right(2000)));
    QCOMPARE(rightFiles("Set/"), filesIn("Set/"));
    QVERIFY(!hasLeftovers());
    QVERIFY(kills > 2);
}

void tst_Sets::interruptedAndResumed()
{
    QByteArray out;
    interrupt(u"Set/"_s, {}, &out);
    const auto before = out.count("\"fileFinished\"");
    const Run rest = get(u"Set/"_s);
    QVERIFY2(rest.code == 0, QByteArray(rest.err + rest.out.right(2000)));
    QCOMPARE(before + rest.events(u"fileFinished"_s).size(), filesIn("Set/"));
    // Right at once.
    QVERIFY(rest.events(u"progress"_s).first().value(u"filesDone"_s).toInt() >= before);
    QCOMPARE(rest.events(u"resumed"_s).size(), 1);
    QCOMPARE(rightFiles("Set/"), filesIn("Set/"));
}

void tst_Sets::whatItWouldBe_data()
{
    QTest::addColumn<QString>("selection");
    QTest::addColumn<bool>("hasKey");
    QTest::addColumn<int>("files");
    QTest::addColumn<int>("locked");
    const int all = static_cast<int>(m_network->build.files.size());
    QTest::newRow("a folder") << u"Set/"_s << false << filesIn("Set/") << 0;
    QTest::newRow("a locked file") << u"Locked/file.bin"_s << false << 1 << 1;
    QTest::newRow("everything") << QString() << false << all << 1;
    QTest::newRow("everything, with the key") << QString() << true << all << 0;
    QTest::newRow("one file") << u"Set/large.bin"_s << false << 1 << 0;
}

/// Told before anything is fetched or written.
void tst_Sets::whatItWouldBe()
{
    QFETCH(QString, selection);
    QFETCH(bool, hasKey);
    QFETCH(int, files);
    QFETCH(int, locked);
    m_bed->write(u"keys.txt"_s, "A1B2C3D4E5F60708 0707070102030405060708090A0B0C0D\n");
    QStringList more{u"--dry-run"_s};
    if (hasKey)
        more << u"-k"_s << m_bed->path(u"keys.txt"_s);
    const Run told = get(selection, more);
    QVERIFY2(told.code == 0, QByteArray(told.err + told.out.right(2000)));
    const QJsonObject planned = told.event(u"planned"_s);
    QCOMPARE(planned.value(u"files"_s).toInt(), files);
    QCOMPARE(planned.value(u"locked"_s).toInt(), locked);
    QCOMPARE(planned.value(u"maybeLocked"_s).toInt(), 0);
    QCOMPARE(planned.value(u"occupied"_s).toInt(), 0);
    const QJsonArray keys = planned.value(u"missingKeys"_s).toArray();
    QCOMPARE(keys.size(), locked);
    if (locked > 0)
        QCOMPARE(keys.first().toObject(),
                 QJsonObject({{u"keyName"_s, u"A1B2C3D4E5F60708"_s}, {u"files"_s, 1}}));
    QVERIFY(!QFileInfo::exists(m_bed->path(u"out"_s)));
    // It is what get does then.
    const Run got = get(selection, more.mid(1));
    QCOMPARE(got.code, locked > 0 ? 4 : 0);
    if (files > 1) {
        QCOMPARE(got.event(u"added"_s).value(u"size"_s), planned.value(u"size"_s));
        QCOMPARE(got.event(u"added"_s).value(u"encodedSize"_s), planned.value(u"encodedSize"_s));
    }
    const Run again = m_bed->run(command(selection, more).replaceInStrings(u"--json"_s, u"-v"_s));
    QVERIFY2(again.out.contains(QByteArray("the place of " + QByteArray::number(files))),
             QByteArray(again.out + again.err));
    QCOMPARE(again.out.contains("A1B2C3D4E5F60708 (1 file)"), locked > 0);
}

void tst_Sets::interrupt(const QString &selection, const QStringList &more, QByteArray *told)
{
    for (std::size_t host = 0; host < m_server->hosts(); ++host)
        m_server->host(host).setRule([](const support::Request &request) -> std::optional<support::Fault> {
            return request.path.contains("/data/") && !request.path.endsWith(".index")
                       ? std::optional(support::fault::limited(300'000))
                       : std::nullopt;
        });
    auto process = m_bed->process(command(selection, more));
    process->start();
    QByteArray out;
    QVERIFY(QTest::qWaitFor(
        [&] {
            process->waitForReadyRead(50);
            out += process->readAllStandardOutput();
            return out.count("fileFinished") > 30;
        },
        30'000));
    process->terminate();
    QVERIFY(process->waitForFinished(20'000));
    QCOMPARE(process->exitCode(), 130);
    if (told)
        *told = out + process->readAllStandardOutput();
    for (std::size_t host = 0; host < m_server->hosts(); ++host)
        m_server->host(host).setRule({});
    forgetCache();
    m_server->clearLogs();
}

/// What cannot be fetched is told as by get itself.
void tst_Sets::whatItWouldNotBe()
{
    const Run told = get(u"Nowhere/"_s, {u"--dry-run"_s});
    QCOMPARE(told.code, 3);
    QCOMPARE(told.event(u"failed"_s).value(u"source"_s).toString(), u"wow_classic_era:Nowhere/"_s);
    QCOMPARE(told.event(u"failed"_s), get(u"Nowhere/"_s).event(u"failed"_s));
}

/// Only when asked.
void tst_Sets::copiesAreLinked()
{
    namespace fs = std::filesystem;
    const fs::path original = m_bed->path(u"out/Set/Folder10/file49.bin"_s).toStdString();
    const fs::path copy = m_bed->path(u"out/Set/Folder11/file50.bin"_s).toStdString();
    QCOMPARE(get(u"Set/"_s).code, 0);
    QVERIFY(!fs::equivalent(original, copy));
    QDir(m_bed->path(u"out"_s)).removeRecursively();
    interrupt(u"Set/"_s, {u"--link"_s});
    const Run got = get(u"Set/"_s, {u"--link"_s});
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out.right(2000)));
    QVERIFY(fs::equivalent(original, copy));
    QCOMPARE(fs::hard_link_count(original), std::uintmax_t(2));
    QCOMPARE(rightFiles("Set/"), filesIn("Set/"));
    QVERIFY(!hasLeftovers());
}

/// What another build left in the folder is told, and stays.
void tst_Sets::filesOfAnEarlierBuildAreTold()
{
    QDir().mkpath(m_bed->path(u"out/Set/Folder1"_s));
    QDir().mkpath(m_bed->path(u"out/Other"_s));
    m_bed->write(u"out/Set/Folder1/of-yesterday.bin"_s, "old");
    m_bed->write(u"out/Other/mine.txt"_s, "mine");
    const Run got = get(u"Set/"_s);
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out.right(2000)));
    QCOMPARE(got.event(u"stray"_s).value(u"path"_s).toString(), u"Set/Folder1/of-yesterday.bin"_s);
    QCOMPARE(m_bed->read(u"out/Set/Folder1/of-yesterday.bin"_s), QByteArray("old"));
    const Run words = m_bed->run(command(u"Set/"_s).replaceInStrings(u"--json"_s, u"-v"_s));
    QCOMPARE(words.code, 0);
    QVERIFY2(words.out.contains("not in this build, and left as they are: Set/Folder1/of-yesterday.bin"),
             words.out);
}

/// A system that lets a program have few files open at once costs speed, and nothing else.
void tst_Sets::fewDescriptors()
{
#ifdef Q_OS_UNIX
    auto process = m_bed->process(command(u"Set/"_s));
    process->setChildProcessModifier([] {
        const rlimit limit{100, 100};
        ::setrlimit(RLIMIT_NOFILE, &limit);
    });
    process->start();
    const Run got = AppBed::finish(*process);
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out.right(2000)));
    QVERIFY(got.events(u"waiting"_s).isEmpty() && got.events(u"retry"_s).isEmpty());
    QCOMPARE(rightFiles("Set/"), filesIn("Set/"));
#else
    QSKIP("there is no such limit");
#endif
}

/// As the download manifest says; where there is none, that is told.
void tst_Sets::urgentFilesFirst()
{
    const QStringList byPriority{u"--order"_s, u"priority"_s, u"-c"_s, u"1"_s};
    const Run got = get(u"Set/"_s, byPriority);
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out.right(2000)));
    const QList<QJsonObject> files = got.events(u"fileFinished"_s);
    const int urgent = filesIn("Set/Folder7/");
    int among = 0;
    for (const QJsonObject &file : files.first(files.size() / 2))
        among += file.value(u"path"_s).toString().startsWith(u"Set/Folder7/"_s) ? 1 : 0;
    QCOMPARE(among, urgent);
    QCOMPARE(rightFiles("Set/"), filesIn("Set/"));

    ngdp::BuildShape shape = shapeOf(40);
    shape.download.reset();
    const ngdp::SampleNetwork network(shape, smallArchives());
    m_server = std::make_unique<ngdp::NetworkServer>(network);
    m_bed = std::make_unique<AppBed>();
    m_bed->write(u"names.csv"_s, support::listfileOf(network.build));
    QDir().mkpath(m_bed->path(u"out/Set"_s));
    m_bed->write(u"out/Set/of-yesterday.bin"_s, "old");
    const Run without = get(u"Set/"_s, byPriority);
    QVERIFY2(without.code == 0, QByteArray(without.err + without.out.right(2000)));
    QCOMPARE(without.event(u"warning"_s).value(u"object"_s).toString(), u"download manifest"_s);
    QCOMPARE(without.event(u"added"_s).value(u"files"_s).toInt(), 39);
    // Something was in the way: nobody says what is not in the build.
    QVERIFY(without.events(u"stray"_s).isEmpty());
}

/// A set that is begun again knows where its files are, without asking.
void tst_Sets::theListIsMadeOnce()
{
    interrupt(u"Set/"_s);
    const Run rest = get(u"Set/"_s);
    QVERIFY2(rest.code == 0, QByteArray(rest.err + rest.out.right(2000)));
    QCOMPARE(rest.event(u"added"_s).value(u"files"_s).toInt(), filesIn("Set/"));
    QCOMPARE(rest.events(u"resumed"_s).size(), 1);
    QCOMPARE(rightFiles("Set/"), filesIn("Set/"));
    QCOMPARE(lookedUp(), 0);
    QVERIFY(!hasLeftovers());
}

void tst_Sets::theListIsMadeAnew_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QString>("names"); // behind those of the listfile
    QTest::newRow("another locale") << QStringList{u"--locale"_s, u"deDE"_s} << QString();
    QTest::newRow("as served") << QStringList{u"--raw"_s} << QString();
    QTest::newRow("another manifest") << QStringList{u"--manifest"_s, u"root"_s} << QString();
    QTest::newRow("another order") << QStringList{u"--order"_s, u"priority"_s} << QString();
    QTest::newRow("another host") << QStringList{u"-m"_s, u"http://127.0.0.1:9/tpr"_s} << QString();
    QTest::newRow("another listfile") << QStringList() << u"99999;Other/name.bin\n"_s;
}

/// What is asked for now is not what the list was made of.
void tst_Sets::theListIsMadeAnew()
{
    QFETCH(QStringList, more);
    QFETCH(QString, names);
    interrupt(u"Set/"_s);
    m_bed->write(u"names.csv"_s, support::listfileOf(m_network->build) + names.toUtf8());
    const Run rest = get(u"Set/"_s, more);
    QVERIFY2(rest.code == 0, QByteArray(rest.err + rest.out.right(2000)));
    QVERIFY(lookedUp() > 0);
}

void tst_Sets::aFileThatIsNowhere()
{
    const ngdp::MadeFile &lost = m_network->file("Set/Folder11/file11.bin"); // a loose one
    const std::string path = m_network->pathOf(lost.encodingKey);
    m_server->always(path, support::fault::status(404));
    const Run got = get(u"Set/"_s);
    QCOMPARE(got.code, 3);
    const QJsonObject failed = got.event(u"fileFailed"_s);
    QCOMPARE(failed.value(u"path"_s).toString(), u"Set/Folder11/file11.bin"_s);
    QCOMPARE(failed.value(u"kind"_s).toString(), u"NotFound"_s);
    QCOMPARE(got.event(u"failed"_s).value(u"kind"_s).toString(), u"NotFound"_s);
    QCOMPARE(rightFiles("Set/"), filesIn("Set/") - 1);
    const Run words = m_bed->run(command(u"Set/"_s).replaceInStrings(u"--json"_s, u"--quiet"_s));
    QCOMPARE(words.code, 3);
    QVERIFY2(words.err.contains("Set/Folder11/file11.bin"), words.err);
    // Later it is there: only that is fetched, from where it is said to be then.
    m_server->always(path, support::fault::none());
    forgetCache();
    m_server->clearLogs();
    const Run again = get(u"Set/"_s);
    QVERIFY2(again.code == 0, again.err);
    QCOMPARE(again.events(u"fileFinished"_s).size(), 1);
    QCOMPARE(again.event(u"summary"_s).value(u"networkBytes"_s).toInteger(),
             static_cast<qint64>(lost.encodedSize));
    QVERIFY(lookedUp() > 0);
    QCOMPARE(rightFiles("Set/"), filesIn("Set/"));
    QVERIFY(!hasLeftovers());
}

void tst_Sets::aFileThatIsLocked()
{
    const Run got = get(u"**"_s);
    QCOMPARE(got.code, 4);
    QCOMPARE(got.event(u"summary"_s).value(u"incomplete"_s).toInt(), 1);
    QCOMPARE(got.event(u"done"_s).value(u"verdict"_s).toString(), u"incomplete"_s);
    QVERIFY2(got.out.contains("\"missingKeys\":[\"A1B2C3D4E5F60708\"]"), got.out.right(600));
    QCOMPARE(got.events(u"fileFinished"_s).size(), static_cast<int>(m_network->build.files.size()));
    m_bed->write(u"keys.txt"_s, "A1B2C3D4E5F60708 070707"
                                "0102030405060708090A0B0C0D\n");
    m_server->clearLogs();
    const Run unlocked = get(u"**"_s, {u"-k"_s, m_bed->path(u"keys.txt"_s)});
    QVERIFY2(unlocked.code == 0, QByteArray(unlocked.err + unlocked.out.right(2000)));
    QCOMPARE(unlocked.events(u"fileFinished"_s).size(), 1);
    QCOMPARE(rightFiles(""), static_cast<int>(m_network->build.files.size()));
    QVERIFY(!hasLeftovers());
}

void tst_Sets::anotherFileIsThere_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("code");
    QTest::newRow("refused") << QStringList() << 3;
    QTest::newRow("replaced") << QStringList{u"--overwrite"_s} << 0;
    QTest::newRow("beside") << QStringList{u"--auto-rename"_s} << 0;
}

void tst_Sets::anotherFileIsThere()
{
    QFETCH(QStringList, options);
    QFETCH(int, code);
    const QString path = u"out/Set/Folder1/file1.bin"_s;
    QVERIFY(QDir().mkpath(m_bed->path(u"out/Set/Folder1"_s)));
    m_bed->write(path, "somebody's");
    const Run got = get(u"Set/Folder1/"_s, options);
    QCOMPARE(got.code, code);
    if (code == 0 && options.contains(u"--overwrite"_s)) {
        QCOMPARE(rightFiles("Set/Folder1/"), filesIn("Set/Folder1/"));
    } else {
        QCOMPARE(m_bed->read(path), "somebody's");
        QCOMPARE(m_bed->files(u"out"_s).filter(u"file1 (1).bin"_s).size(), code == 0 ? 1 : 0);
    }
    if (code == 3)
        QCOMPARE(got.event(u"fileFailed"_s).value(u"kind"_s).toString(), u"TargetExists"_s);
}

/// Of the same product, into the same folder: only what differs is fetched, what is gone stays.
void tst_Sets::anotherBuild()
{
    QCOMPARE(get(u"Set/Folder2/"_s).code, 0);
    const auto changed = [](std::size_t i) {
        ngdp::FileShape file = fileOf(i + 13); // the first is gone, the last is new
        if (i == 15 - 13)
            file.content = support::payload(support::noise(99), 4000);
        return file;
    };
    ngdp::BuildShape shape = shapeOf(800, "WOW-12399patch1.15.9_ClassicRetail");
    shape.files = {800, changed};
    const ngdp::SampleNetwork next(shape, smallArchives());
    const ngdp::NetworkServer server(next);
    m_bed->write(u"names.csv"_s, support::listfileOf(next.build));
    const Run over = m_bed->run({u"get"_s, u"--json"_s, kProduct + u":Set/Folder2/"_s, u"-o"_s,
                                 m_bed->path(u"out"_s), u"--service"_s, server.address(), u"--listfile"_s,
                                 m_bed->path(u"names.csv"_s), u"--overwrite"_s});
    QVERIFY2(over.code == 0, QByteArray(over.err + over.out.right(2000)));
    qint64 differing = 0;
    for (const ngdp::MadeFile &file : next.build.files) {
        if (!file.path.starts_with("Set/Folder2/"))
            continue;
        QVERIFY(support::isContentOf(m_bed->read(u"out/"_s + QString::fromStdString(file.path)), file));
        const auto same =
            std::find_if(m_network->build.files.begin(), m_network->build.files.end(), [&](const auto &old) {
                return old.path == file.path && old.contentKey == file.contentKey;
            });
        if (same == m_network->build.files.end())
            differing += static_cast<qint64>(file.encodedSize);
    }
    QVERIFY(differing > 0);
    QCOMPARE(over.event(u"summary"_s).value(u"networkBytes"_s).toInteger(), differing);
    QVERIFY(!m_bed->read(u"out/Set/Folder2/file2.bin"_s).isEmpty()); // not in this build
}

void tst_Sets::aDeadHost()
{
    m_server->host(0).setRule([answered = std::make_shared<std::atomic<int>>(0)](
                                  const support::Request &request) -> std::optional<support::Fault> {
        return request.path.contains("/data/") && ++*answered > 20
                   ? std::optional(support::fault::resetAfter(500))
                   : std::nullopt;
    });
    const Run got = get(u"Set/"_s);
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out.right(2000)));
    QCOMPARE(rightFiles("Set/"), filesIn("Set/"));
    QVERIFY(!hasLeftovers());
}

/// By whoever: nothing of it is believed, and the command makes it anew.
void tst_Sets::theListIsDamaged()
{
    const std::string path = m_network->pathOf(m_network->file("Set/Folder11/file11.bin").encodingKey);
    m_server->always(path, support::fault::status(404));
    QCOMPARE(get(u"Set/"_s).code, 3);
    const QString work = u"out/wow_classic_era Set.part/"_s;
    const QString journal = QDir(m_bed->path(work)).entryList({u"journal-*"_s}).value(0);
    for (const QString &name : {u"plan"_s, journal}) {
        QByteArray bytes = m_bed->read(work + name);
        QVERIFY(!bytes.isEmpty());
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        m_bed->write(work + name, bytes);
    }
    m_server->always(path, support::fault::none());
    m_server->clearLogs();
    const Run again = get(u"Set/"_s);
    QVERIFY2(again.code == 0, QByteArray(again.err + again.out.right(2000)));
    QCOMPARE(rightFiles("Set/"), filesIn("Set/"));
    QCOMPARE(
        again.event(u"summary"_s).value(u"networkBytes"_s).toInteger(),
        static_cast<qint64>(m_network->file("Set/Folder11/file11.bin").encodedSize)); // the others are proven
}

/// As TVFS manifests cut large files: they are put together again, also a single one.
void tst_Sets::filesOfSeveralObjects()
{
    std::vector<ngdp::FileShape> files(4);
    for (std::size_t i = 0; i < files.size(); ++i) {
        files[i].path = "Data/file" + std::to_string(i);
        files[i].content = support::payload(support::noise(static_cast<std::uint32_t>(i)), 300'000 + i);
        files[i].spans = i == 0 ? 1 : i + 1;
    }
    ngdp::BuildShape shape = shapeOf(4);
    shape.root = ngdp::RootKind::None;
    shape.vfs = ngdp::VfsKind::Flat;
    shape.files = ngdp::listed(files);
    const ngdp::SampleNetwork network(shape, smallArchives());
    ngdp::NetworkServer server(network);
    const auto run = [&](const QString &selection) {
        return m_bed->run({u"get"_s, u"--json"_s, kProduct + u':' + selection, u"-o"_s, m_bed->path(u"out"_s),
                           u"--service"_s, server.address(), u"--manifest"_s, u"tvfs"_s});
    };
    const auto isRight = [&](std::size_t i) {
        return m_bed->read(u"out/Data/file%1"_s.arg(i)) == support::toBytes(files[i].content);
    };
    const Run one = run(u"Data/file3"_s);
    QVERIFY2(one.code == 0, QByteArray(one.err + one.out));
    QVERIFY(isRight(3));
    QVERIFY(!hasLeftovers());
    // The second of three parts is damaged: the next run fetches that, and what comes behind it.
    const blte::Digest second = network.build.files[2].furtherSpans.front().encodingKey;
    const std::string path = network.pathOf(second);
    server.always(path, support::fault::bitFlipped(network.cdn.find(second)->offset + 50'000));
    const Run failed = run(u"Data/"_s);
    QCOMPARE(failed.code, 3);
    QVERIFY(isRight(0) && !isRight(2));
    server.always(path, support::fault::none());
    const Run all = run(u"Data/"_s);
    QVERIFY2(all.code == 0, QByteArray(all.err + all.out));
    for (std::size_t i = 0; i < files.size(); ++i)
        QVERIFY2(isRight(i), qPrintable(QString::number(i)));
    QVERIFY(!hasLeftovers());
    const qint64 bytes = all.event(u"summary"_s).value(u"networkBytes"_s).toInteger();
    QVERIFY2(bytes > 0 && bytes < 210'000, QByteArray::number(bytes)); // the first part is kept
}

SLUICE_TEST(tst_Sets)
#include "tst_sets.moc"
