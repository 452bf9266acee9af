#include "tests/app/appbed.h"
#include "tests/app/madefiles.h"
#include "tests/support/ngdp/networkserver.h"
#include "tests/support/testmain.h"
#include "tests/support/testpaths.h"
#include "tests/walk/accessible.h"
#include "tests/walk/screen.h"

#include <QDirIterator>
#include <QTest>

using namespace Qt::StringLiterals;
using support::AppBed;
using walk::Screen;

namespace {

constexpr std::size_t kFiles = 20'000;
/// Of the newer build, whose content is another one.
constexpr std::size_t kChanged = 7;

ngdp::FileSource newerFiles()
{
    ngdp::FileSource files = ngdp::sampleFiles(kFiles);
    files.at = [at = files.at](std::size_t i) {
        ngdp::FileShape file = at(i);
        if (i < kChanged)
            file.content.push_back(1);
        return file;
    };
    return files;
}

} // namespace

/// A stranger who wants the files of a game, by keyboard: finds the product, searches a file and looks at it,
/// queues everything, is killed in the middle, goes on, finds the two files that failed, and compares with
/// the build before.
class tst_BrowseWalk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void walk_data();
    void walk();
    void cleanup();

private:
    void serve();
    void startSluice();
    bool isShown(const QString &name, const QString &role = {}) const;
    void shoot(const QString &step, const QString &picture = {});
    qsizetype filesInPlace() const;

    void findTheProduct();
    void searchAFile();
    void queueEverything();
    void beKilled();
    void findTheFailures();
    void compareBuilds();

    ngdp::Store m_store;
    ngdp::MadeBuild m_first;
    ngdp::MadeBuild m_second;
    ngdp::Product m_before;
    ngdp::Product m_after;
    QByteArrayList m_lost; ///< paths of two objects that no host has
    std::unique_ptr<ngdp::NetworkServer> m_server;
    std::unique_ptr<AppBed> m_bed;
    std::unique_ptr<Screen> m_screen;
    std::unique_ptr<walk::Accessible> m_reader;
    QProcess *m_sluice = nullptr;
    int m_step = 0;
};

void tst_BrowseWalk::initTestCase()
{
    if (const QString program = Screen::missingProgram(); !program.isEmpty())
        QSKIP(qPrintable(program + u" is not installed"_s));
    ngdp::Cdn cdn({}, m_store.putter());
    m_first = ngdp::addBuild(cdn, support::shapeOf("wow_classic_era", kFiles));
    m_before.builds = {ngdp::versionsRow("us", m_first, cdn.seal())};
    m_before.builds.front().versionName = "1.15.7.10000";
    ngdp::BuildShape shape = support::shapeOf("wow_classic_era", 0);
    shape.files = newerFiles();
    m_second = ngdp::addBuild(cdn, shape);
    m_after.sequenceNumber = 2;
    m_after.builds = {ngdp::versionsRow("us", m_second, cdn.seal())};
    const ngdp::FileSource files = newerFiles();
    for (std::size_t i = 0; m_lost.size() < 2; ++i) {
        if (files.at(i).place == ngdp::Place::LooseListed)
            m_lost << QByteArray::fromStdString(cdn.pathOf("data", m_second.files.at(i).encodingKey));
    }
}

void tst_BrowseWalk::walk_data()
{
    QTest::addColumn<int>("theme"); // as in the settings: 1 light, 2 dark
    QTest::addColumn<int>("scale");
    QTest::newRow("light-100") << 1 << 1;
    if (qEnvironmentVariableIsEmpty("SLUICE_SCREENSHOTS"))
        return; // the others only look different
    QTest::newRow("dark-100") << 2 << 1;
    QTest::newRow("light-200") << 1 << 2;
    QTest::newRow("dark-200") << 2 << 2;
}

/// The first build is remembered, and replaced.
void tst_BrowseWalk::serve()
{
    m_bed->write(u"names.csv"_s, support::listfileOf(m_second));
    {
        const ngdp::NetworkServer server(m_store, {m_before});
        const support::Run seen = m_bed->run({u"ls"_s, u"wow_classic_era"_s, u"--service"_s, server.address(),
                                              u"--listfile"_s, m_bed->path(u"names.csv"_s), u"--remember"_s});
        QVERIFY2(seen.code == 0, seen.err);
    }
    m_server = std::make_unique<ngdp::NetworkServer>(m_store, std::vector<ngdp::Product>{m_after});
    for (const QByteArray &path : std::as_const(m_lost))
        m_server->always(path.toStdString(), support::fault::status(404));
}

void tst_BrowseWalk::walk()
{
    QFETCH(int, theme);
    QFETCH(int, scale);
    m_step = 0;
    m_bed = std::make_unique<AppBed>();
    m_screen = std::make_unique<Screen>(scale);
    QVERIFY(m_screen->isReady());
    m_reader = std::make_unique<walk::Accessible>(m_screen->bus(), scale);
    QVERIFY(m_reader->isReady());
    serve();
    QVERIFY(QDir().mkpath(m_bed->path(u"XDG_CONFIG_HOME/Sluice"_s)));
    m_bed->write(u"XDG_CONFIG_HOME/Sluice/sluice.ini"_s,
                 "[appearance]\ntheme=" + QByteArray::number(theme) +
                     "\n[limits]\nbytesPerSecond=1000000\n[network]\nversionServices=" +
                     m_server->address().toUtf8() + '\n');
    startSluice();
    for (const auto step :
         {&tst_BrowseWalk::findTheProduct, &tst_BrowseWalk::searchAFile, &tst_BrowseWalk::queueEverything,
          &tst_BrowseWalk::beKilled, &tst_BrowseWalk::findTheFailures, &tst_BrowseWalk::compareBuilds}) {
        (this->*step)();
        if (QTest::currentTestFailed())
            return shoot(u"failed"_s);
    }
}

void tst_BrowseWalk::cleanup()
{
    m_reader.reset();
    m_screen.reset();
    m_bed.reset();
    m_server.reset();
}

void tst_BrowseWalk::startSluice()
{
    const auto program = m_bed->process({});
    m_sluice = &m_screen->start(program->program(), {}, m_screen->environment(program->processEnvironment()));
    QVERIFY(m_reader->find(u"Downloads"_s).has_value() ||
            m_reader->find(u"Nothing to download"_s).has_value());
    m_screen->place(u"^Sluice$"_s, QRect(QPoint(0, 0), m_screen->room()));
}

bool tst_BrowseWalk::isShown(const QString &name, const QString &role) const
{
    return m_reader->find(name, role, 60'000).has_value();
}

void tst_BrowseWalk::shoot(const QString &step, const QString &picture)
{
    const QString look = QString::fromLatin1(QTest::currentDataTag());
    m_screen->shoot(u"%1-browse-%2-%3"_s.arg(look).arg(++m_step, 2, 10, QLatin1Char('0')).arg(step));
    if (!picture.isEmpty() && look == u"light-100" && qEnvironmentVariableIsSet("SLUICE_PICTURES"))
        m_screen->shootTo(support::sourceFolder() +
                          QStringLiteral("/resources/screenshots/%1.png").arg(picture));
}

qsizetype tst_BrowseWalk::filesInPlace() const
{
    qsizetype count = 0;
    QDirIterator files(m_bed->path(u"home/Downloads"_s), {u"*.adt"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    for (; files.hasNext(); files.next())
        ++count;
    return count;
}

void tst_BrowseWalk::findTheProduct()
{
    m_screen->key(u"ctrl+b"_s);
    QVERIFY(isShown(u"Find a product"_s));
    m_screen->place(u"^Browse products$"_s, QRect(QPoint(0, 0), m_screen->room()));
    QVERIFY(isShown(u"World of Warcraft Classic Era"_s));
    shoot(u"products"_s);
    m_screen->type(u"classic era"_s);
    m_screen->key(u"Return"_s);
    QVERIFY(isShown(u"Folders and files of the build"_s));
    shoot(u"tree"_s);
}

void tst_BrowseWalk::searchAFile()
{
    m_screen->type(u"zone01 5.adt"_s);
    QVERIFY(isShown(u"World/Zone01"_s) || isShown(u"Interface/Zone01"_s));
    m_screen->key(u"Down"_s);
    m_screen->key(u"Down"_s);
    m_screen->key(u"space"_s);
    QVERIFY(isShown(u"1 file checked"_s));
    QVERIFY(isShown(u"archive"_s));
    QVERIFY(isShown(u"Interface/Zone011/tile_09295.adt · 475 bytes"_s)); // the preview is there
    shoot(u"found"_s, u"browse"_s);
    m_screen->key(u"space"_s);
    QVERIFY(isShown(u"Nothing is checked yet."_s));
    m_screen->key(u"ctrl+f"_s);
    m_screen->key(u"Escape"_s);
}

void tst_BrowseWalk::queueEverything()
{
    QVERIFY(m_reader->isGone(u"Files found"_s));
    m_screen->key(u"Down"_s); // into the tree
    m_screen->key(u"Home"_s);
    m_screen->key(u"space"_s);
    m_screen->key(u"Down"_s);
    m_screen->key(u"space"_s);
    QVERIFY(isShown(u"20,000 files checked"_s));
    shoot(u"checked"_s);
    m_screen->key(u"alt+q"_s);
    QVERIFY(isShown(u"20,000 files go to the queue."_s));
    m_screen->key(u"alt+F4"_s);
    QVERIFY(isShown(u"All, 1"_s));
    shoot(u"queued"_s);
}

void tst_BrowseWalk::beKilled()
{
    QTRY_VERIFY_WITH_TIMEOUT(filesInPlace() > 1'000, 60'000);
    m_sluice->kill();
    QVERIFY(m_sluice->waitForFinished(10'000));
    QVERIFY(filesInPlace() < qsizetype(kFiles) - 2);
    startSluice();
    QVERIFY(isShown(u"All, 1"_s));
    QTRY_COMPARE_WITH_TIMEOUT(filesInPlace(), qsizetype(kFiles) - 2, 120'000);
    QVERIFY(isShown(u"Failed, 1"_s));
    shoot(u"again"_s);
}

void tst_BrowseWalk::findTheFailures()
{
    m_screen->key(u"Down"_s);
    m_screen->key(u"Return"_s); // of the row: what failed of it
    QVERIFY(isShown(u"Failed (2)"_s));
    const ngdp::FileSource files = newerFiles();
    for (std::size_t i = 0, found = 0; found < 2; ++i) {
        if (files.at(i).place != ngdp::Place::LooseListed)
            continue;
        ++found;
        QVERIFY(isShown(QString::fromStdString(files.at(i).path)));
    }
    QVERIFY(isShown(u"2 of 20,000 shown"_s));
    shoot(u"failures"_s);
}

void tst_BrowseWalk::compareBuilds()
{
    m_screen->key(u"ctrl+b"_s);
    QVERIFY(isShown(u"Find a product"_s));
    m_screen->place(u"^Browse products$"_s, QRect(QPoint(0, 0), m_screen->room()));
    QVERIFY(isShown(u"World of Warcraft Classic Era"_s));
    m_screen->type(u"classic era"_s);
    m_screen->key(u"Return"_s);
    QVERIFY(isShown(u"Folders and files of the build"_s));
    m_screen->key(u"alt+c"_s);
    m_screen->key(u"End"_s); // the build that was seen before
    m_screen->key(u"Return"_s);
    QVERIFY(isShown(u"Against the other build: 0 new, 7 changed, 0 gone"_s));
    QVERIFY(isShown(u"7 found"_s));
    shoot(u"compared"_s, u"compare"_s);
}

SLUICE_TEST(tst_BrowseWalk)
#include "tst_browsewalk.moc"
