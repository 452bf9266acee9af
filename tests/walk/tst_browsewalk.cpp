#include "tests/app/appbed.h"
#include "tests/support/testmain.h"
#include "tests/support/testpaths.h"
#include "tests/walk/accessible.h"
#include "tests/walk/madegame.h"
#include "tests/walk/screen.h"

#include <QDirIterator>
#include <QTest>

using namespace Qt::StringLiterals;
using support::AppBed;
using walk::MadeGame;
using walk::Screen;

/// A stranger who wants the files of a game: finds the product, searches a file and looks at it, queues
/// everything, pauses, is killed in the middle, goes on, finds the two files that failed and why, gives a
/// key, compares with the build before, and mirrors the build. By keyboard once and once by mouse.
class tst_BrowseWalk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void walk_data();
    void walk();
    void cleanup();

private:
    void rememberOlderBuild();
    void startSluice();
    bool isShown(const QString &name, const QString &role = {}) const;
    QRect place(const QString &name, const QString &role = {}) const;
    void click(const QString &name, const QString &role = {}) const;
    /// By mouse a click on what has this name, by keyboard these keys, one after the other.
    void act(const QString &name, const QString &role, const QStringList &keys) const;
    /// Its box; keys as in act().
    void check(const QString &name, const QString &role, const QStringList &keys) const;
    void shoot(const QString &step, const QString &picture = {});
    qsizetype filesInPlace() const;

    void openBrowser();
    void findTheProduct();
    void searchAFile();
    void queueEverything();
    void pauseAndGoOn();
    void beKilled();
    void findTheFailures();
    void giveTheKey();
    void compareBuilds();
    void openMirror();
    void mirrorTheBuild();
    void verifyTheMirror();

    std::unique_ptr<MadeGame> m_game;
    std::unique_ptr<ngdp::NetworkServer> m_server;
    std::unique_ptr<AppBed> m_bed;
    std::unique_ptr<Screen> m_screen;
    std::unique_ptr<walk::Accessible> m_reader;
    QProcess *m_sluice = nullptr;
    bool m_isByMouse = false;
    int m_step = 0;
};

void tst_BrowseWalk::initTestCase()
{
    if (const QString program = Screen::missingProgram(); !program.isEmpty())
        QSKIP(qPrintable(program + u" is not installed"_s));
    m_game = std::make_unique<MadeGame>();
}

void tst_BrowseWalk::walk_data()
{
    QTest::addColumn<int>("theme"); // as in the settings: 1 light, 2 dark
    QTest::addColumn<int>("scale");
    QTest::addColumn<bool>("isByMouse");
    QTest::newRow("light-100") << 1 << 1 << false;
    QTest::newRow("dark-200") << 2 << 2 << true;
    if (qEnvironmentVariableIsEmpty("SLUICE_SCREENSHOTS"))
        return; // the others only look different
    QTest::newRow("dark-100") << 2 << 1 << true;
    QTest::newRow("light-200") << 1 << 2 << false;
}

void tst_BrowseWalk::rememberOlderBuild()
{
    m_bed->write(u"names.csv"_s, m_game->listfile());
    const auto server = m_game->serveOlder();
    const support::Run seen = m_bed->run({u"ls"_s, u"wow_classic_era"_s, u"--service"_s, server->address(),
                                          u"--listfile"_s, m_bed->path(u"names.csv"_s), u"--remember"_s});
    QVERIFY2(seen.code == 0, seen.err);
}

void tst_BrowseWalk::walk()
{
    QFETCH(int, theme);
    QFETCH(int, scale);
    QFETCH(bool, isByMouse);
    m_isByMouse = isByMouse;
    m_step = 0;
    m_bed = std::make_unique<AppBed>();
    m_screen = std::make_unique<Screen>(scale);
    QVERIFY(m_screen->isReady());
    m_reader = std::make_unique<walk::Accessible>(m_screen->bus(), scale);
    QVERIFY(m_reader->isReady());
    rememberOlderBuild();
    m_server = m_game->serveNewer();
    QVERIFY(QDir().mkpath(m_bed->path(u"XDG_CONFIG_HOME/Sluice"_s)));
    m_bed->write(u"XDG_CONFIG_HOME/Sluice/sluice.ini"_s,
                 "[appearance]\ntheme=" + QByteArray::number(theme) +
                     "\n[limits]\nbytesPerSecond=1000000\n[network]\nversionServices=" +
                     m_server->address().toUtf8() + '\n');
    startSluice();
    for (const auto step :
         {&tst_BrowseWalk::findTheProduct, &tst_BrowseWalk::searchAFile, &tst_BrowseWalk::queueEverything,
          &tst_BrowseWalk::pauseAndGoOn, &tst_BrowseWalk::beKilled, &tst_BrowseWalk::findTheFailures,
          &tst_BrowseWalk::giveTheKey, &tst_BrowseWalk::compareBuilds, &tst_BrowseWalk::mirrorTheBuild,
          &tst_BrowseWalk::verifyTheMirror}) {
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

QRect tst_BrowseWalk::place(const QString &name, const QString &role) const
{
    const auto node = m_reader->find(name, role);
    if (!node) {
        qWarning("No %s is called %s", qPrintable(role), qPrintable(name));
        for (const walk::Node &window : m_reader->windows()) {
            for (const walk::Node &other : m_reader->everything(window))
                if (other.name.startsWith(name))
                    qWarning("  but a %s, %s", qPrintable(other.role), qPrintable(other.name));
        }
    }
    if (!node)
        return {};
    QRect rect = m_reader->rect(*node);
    for (QRect before; before != rect; rect = m_reader->rect(*node)) { // a list that drops down, say
        before = rect;
        QTest::qWait(200);
    }
    return rect;
}

void tst_BrowseWalk::click(const QString &name, const QString &role) const
{
    m_screen->click(place(name, role).center());
}

void tst_BrowseWalk::act(const QString &name, const QString &role, const QStringList &keys) const
{
    if (m_isByMouse)
        return click(name, role);
    for (const QString &key : keys)
        m_screen->key(key);
}

void tst_BrowseWalk::check(const QString &name, const QString &role, const QStringList &keys) const
{
    if (!m_isByMouse)
        return act(name, {}, keys);
    const QRect cell = place(name, role);
    m_screen->click({cell.left() + 10 * m_screen->scale(), cell.center().y()});
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

void tst_BrowseWalk::openBrowser()
{
    act(u"Browse"_s, u"push button"_s, {u"ctrl+b"_s});
    QVERIFY(isShown(u"Find a product"_s));
    m_screen->place(u"^Browse products$"_s, QRect(QPoint(0, 0), m_screen->room()));
    QVERIFY(isShown(u"World of Warcraft Classic Era"_s));
}

void tst_BrowseWalk::findTheProduct()
{
    openBrowser();
    shoot(u"products"_s);
    m_screen->type(u"classic era"_s);
    act(u"World of Warcraft Classic Era"_s, u"list item"_s, {u"Return"_s});
    QVERIFY(isShown(u"Folders and files of the build"_s));
    shoot(u"tree"_s);
}

void tst_BrowseWalk::searchAFile()
{
    m_screen->type(u"zone01 5.adt"_s);
    QVERIFY(isShown(u"World/Zone01"_s) || isShown(u"Interface/Zone01"_s));
    act(u"Interface/Zone011/tile_09295.adt"_s, {}, {u"Down"_s, u"Down"_s});
    QVERIFY(isShown(u"Interface/Zone011/tile_09295.adt · 475 bytes"_s)); // the preview is there
    check(u"Interface/Zone011/tile_09295.adt"_s, u"cell"_s, {u"space"_s});
    QVERIFY(isShown(u"1 file checked"_s));
    QVERIFY(isShown(u"archive"_s));
    shoot(u"found"_s, u"browse"_s);
    check(u"Interface/Zone011/tile_09295.adt"_s, u"cell"_s, {u"space"_s});
    QVERIFY(isShown(u"Nothing is checked yet."_s));
    m_screen->key(u"ctrl+f"_s);
    m_screen->key(u"Escape"_s);
}

void tst_BrowseWalk::queueEverything()
{
    QVERIFY(m_reader->isGone(u"Files found"_s));
    check(u"Interface"_s, u"tree item"_s, {u"Down"_s, u"Home"_s, u"space"_s});
    check(u"World"_s, u"tree item"_s, {u"Down"_s, u"space"_s});
    QVERIFY(isShown(u"20,000 files checked"_s));
    shoot(u"checked"_s);
    act(u"Queue"_s, u"push button"_s, {u"alt+q"_s});
    QVERIFY(isShown(u"20,000 files go to the queue."_s));
    m_screen->key(u"alt+F4"_s);
    QVERIFY(isShown(u"All, 1"_s));
    shoot(u"queued"_s);
}

void tst_BrowseWalk::pauseAndGoOn()
{
    QTRY_VERIFY_WITH_TIMEOUT(filesInPlace() > 100, 60'000);
    act(u"Pause"_s, u"push button"_s, {u"ctrl+shift+p"_s});
    QVERIFY(isShown(u"Paused, 1"_s));
    const qsizetype before = filesInPlace();
    shoot(u"paused"_s);
    act(u"Resume"_s, u"push button"_s, {u"ctrl+shift+r"_s});
    QVERIFY(isShown(u"Paused, 0"_s));
    QTRY_VERIFY_WITH_TIMEOUT(filesInPlace() > before, 60'000);
}

void tst_BrowseWalk::beKilled()
{
    QTRY_VERIFY_WITH_TIMEOUT(filesInPlace() > 1'000, 60'000);
    m_sluice->kill();
    QVERIFY(m_sluice->waitForFinished(10'000));
    QVERIFY(filesInPlace() < qsizetype(MadeGame::kFiles) - 2);
    startSluice();
    QVERIFY(isShown(u"All, 1"_s));
    QTRY_COMPARE_WITH_TIMEOUT(filesInPlace(), qsizetype(MadeGame::kFiles) - 2, 120'000);
    QVERIFY(isShown(u"Failed, 1"_s));
    shoot(u"again"_s);
}

void tst_BrowseWalk::findTheFailures()
{
    if (m_isByMouse) {
        m_screen->doubleClick(place(u"wow_classic_era@"_s).center());
    } else {
        m_screen->key(u"Down"_s);
        m_screen->key(u"Return"_s); // of the row: what failed of it
    }
    QVERIFY(isShown(u"Failed (2)"_s));
    for (const QString &path : m_game->lost())
        QVERIFY(isShown(path));
    QVERIFY(isShown(u"2 of 20,000 shown"_s));
    shoot(u"failures"_s);
}

void tst_BrowseWalk::giveTheKey()
{
    QVERIFY(isShown(u"Locked, 1"_s));
    act(u"Add keys…"_s, u"push button"_s, {u"ctrl+k"_s});
    QVERIFY(isShown(u"Missing keys"_s, u"dialog"_s));
    m_screen->type(MadeGame::key());
    m_screen->key(u"Return"_s);
    QVERIFY(isShown(u"1 of 1 keys entered"_s));
    shoot(u"key"_s);
    act(u"Unlock"_s, u"push button"_s, {u"alt+u"_s});
    QVERIFY(isShown(u"Locked, 0"_s));
    QVERIFY(isShown(u"Failed, 1"_s));
    QVERIFY(isShown(u"2 of 20,000 files failed"_s));
    shoot(u"unlocked"_s);
}

void tst_BrowseWalk::compareBuilds()
{
    openBrowser();
    m_screen->type(u"classic era"_s);
    act(u"World of Warcraft Classic Era"_s, u"list item"_s, {u"Return"_s});
    QVERIFY(isShown(u"Folders and files of the build"_s));
    if (m_isByMouse) {
        click(u"nothing"_s, u"combo box"_s); // called by what is chosen in it
        click(u"1.15.7.10000"_s, u"list item"_s);
    } else {
        m_screen->key(u"alt+c"_s);
        m_screen->key(u"End"_s); // the build that was seen before
        m_screen->key(u"Return"_s);
    }
    QVERIFY(isShown(u"Against the other build: 0 new, 7 changed, 0 gone"_s));
    QVERIFY(isShown(u"7 found"_s));
    shoot(u"compared"_s, u"compare"_s);
    m_screen->key(u"alt+F4"_s);
    QVERIFY(m_reader->isGone(u"Find a product"_s));
}

void tst_BrowseWalk::openMirror()
{
    act(u"File"_s, u"menu item"_s, {u"ctrl+m"_s});
    if (m_isByMouse)
        click(u"Mirror…"_s, u"menu item"_s);
    QVERIFY(isShown(u"Folder of the mirror"_s));
    act(u"Folder of the mirror"_s, u"text"_s, {u"alt+d"_s});
    m_screen->key(u"ctrl+a"_s);
    m_screen->type(m_bed->path(u"mirror"_s));
}

void tst_BrowseWalk::mirrorTheBuild()
{
    openMirror();
    act(u"Product:"_s, u"text"_s, {u"alt+p"_s});
    m_screen->type(u"wow_classic_era"_s);
    act(u"Look up"_s, u"push button"_s, {u"Return"_s});
    QVERIFY(isShown(u"wow_classic_era 1.15.8.12345"_s));
    shoot(u"mirror"_s);
    act(u"Mirror it"_s, u"push button"_s, {u"space"_s});
    QVERIFY(isShown(u"All, 2"_s));
    act(u"Close"_s, u"push button"_s, {u"Escape"_s});
    QVERIFY(isShown(u"Failed, 2"_s)); // what no host has is missing in the mirror, too
    shoot(u"mirrored"_s);
}

/// By then the host has got the two objects again.
void tst_BrowseWalk::verifyTheMirror()
{
    openMirror();
    act(u"Verify"_s, u"page tab"_s, {u"alt+y"_s});
    act(u"Verify"_s, u"push button"_s, {u"alt+v"_s});
    QVERIFY(isShown(u"Fetch again what is wrong"_s, u"push button"_s));
    shoot(u"verified"_s);
    m_game->findLost(*m_server);
    act(u"Fetch again what is wrong"_s, u"push button"_s, {u"alt+f"_s});
    QVERIFY(isShown(u"What is wrong is looked up"_s));
    act(u"Close"_s, u"push button"_s, {u"Escape"_s});
    QVERIFY(isShown(u"Done, 1"_s)); // the row that had failed
    QVERIFY(isShown(u"All, 2"_s));
    shoot(u"healed"_s);
}

SLUICE_TEST(tst_BrowseWalk)
#include "tst_browsewalk.moc"
