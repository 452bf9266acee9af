#include "tests/app/appbed.h"
#include "tests/support/testmain.h"
#include "tests/support/testpaths.h"
#include "tests/walk/accessible.h"
#include "tests/walk/screen.h"

#include <QTest>

using namespace Qt::StringLiterals;
using support::AppBed;
using walk::Screen;

/// A stranger's first quarter of an hour with Sluice, by pointer and keyboard: drops fifty links, pauses one,
/// limits the rest, closes, starts again, finds the one that failed and why, gives a missing key, and opens a
/// finished file.
class tst_Walk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (const QString program = Screen::missingProgram(); !program.isEmpty())
            QSKIP(qPrintable(program + u" is not installed"_s));
    }
    void walk_data();
    void walk();
    void cleanup();

private:
    static constexpr int kLinks = 50;

    QByteArray fiftyLinks();
    void startSluice();
    void press(const QString &name, const QString &role = {});
    bool isShown(const QString &name, const QString &role = {}) const;
    QPoint middle(const QString &name, const QString &role = {}) const;
    void shoot(const QString &step, const QString &picture = {});

    void dropLinks();
    void pauseOne();
    void moveOne();
    void limitTheRest();
    void closeAndStartAgain();
    void findTheFailure();
    void giveTheKey();
    void openAFile();
    void dragAFileOut();

    std::unique_ptr<AppBed> m_bed;
    std::unique_ptr<Screen> m_screen;
    std::unique_ptr<walk::Accessible> m_reader;
    QProcess *m_sluice = nullptr;
    QByteArrayList m_paths; ///< of the files that are served slowly
    QPoint m_corner;        ///< of the window that is dragged from and to
    int m_step = 0;
};

void tst_Walk::walk_data()
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

/// Forty-seven that go well, one that needs a key, one that is not there, one that takes its time.
QByteArray tst_Walk::fiftyLinks()
{
    QByteArray list;
    const auto add = [&](const support::BuiltObject &object, const QByteArray &name, qint64 speed) {
        const QByteArray path = support::cdnPath(object);
        m_bed->server.serve(path, support::toBytes(object.bytes));
        m_bed->server.always(path, support::fault::limited(speed));
        m_paths << path;
        const QByteArray fragment = "#name=" + name;
        list += m_bed->server.url(path).toEncoded() + fragment + '\t' +
                m_bed->server.url(path, u"localhost"_s).toEncoded() + '\n';
    };
    const auto object = [](std::uint64_t seed, std::size_t size) {
        return support::buildObject(support::payload(support::noise(seed), size), 64 * 1024, {});
    };
    add(object(1000, 24 << 20), "world/maps/azeroth.pack", 900'000);
    for (std::uint64_t i = 1; i < kLinks - 2; ++i)
        add(object(i, 60'000 + 9'000 * i), "sound/ambience_" + QByteArray::number(i) + ".ogg", 150'000);
    add(support::lockedObject(), "dbfilesclient/secret.db2", 150'000);
    list += m_bed->server.url("/old/patch-2.mpq").toEncoded() + '\n';
    return list;
}

void tst_Walk::walk()
{
    QFETCH(int, theme);
    QFETCH(int, scale);
    m_step = 0;
    m_bed = std::make_unique<AppBed>();
    m_screen = std::make_unique<Screen>(scale);
    QVERIFY(m_screen->isReady());
    m_reader = std::make_unique<walk::Accessible>(m_screen->bus(), scale);
    QVERIFY(m_reader->isReady());
    QVERIFY(QDir().mkpath(m_bed->path(u"XDG_CONFIG_HOME/Sluice"_s)));
    m_bed->write(u"XDG_CONFIG_HOME/Sluice/sluice.ini"_s,
                 "[appearance]\ntheme=" + QByteArray::number(theme) + '\n');
    // What opens files writes down which.
    QVERIFY(QDir().mkpath(m_bed->path(u"bin"_s)));
    m_bed->write(u"bin/xdg-open"_s, "#!/bin/sh\necho \"$1\" >> " + m_bed->path(u"opened"_s).toUtf8() + '\n');
    QFile(m_bed->path(u"bin/xdg-open"_s))
        .setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);

    startSluice();
    for (const auto step : {&tst_Walk::dropLinks, &tst_Walk::pauseOne, &tst_Walk::moveOne,
                            &tst_Walk::limitTheRest, &tst_Walk::closeAndStartAgain, &tst_Walk::findTheFailure,
                            &tst_Walk::giveTheKey, &tst_Walk::openAFile, &tst_Walk::dragAFileOut}) {
        (this->*step)();
        if (QTest::currentTestFailed())
            return shoot(u"failed"_s);
    }
    m_screen->key(u"ctrl+q"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_sluice->state(), QProcess::NotRunning, 20'000);
}

void tst_Walk::cleanup()
{
    m_reader.reset();
    m_screen.reset();
    m_bed.reset();
}

void tst_Walk::startSluice()
{
    const auto program = m_bed->process({});
    QProcessEnvironment environment = m_screen->environment(program->processEnvironment());
    environment.insert(u"PATH"_s, m_bed->path(u"bin"_s) + u':' + environment.value(u"PATH"_s));
    m_sluice = &m_screen->start(program->program(), {}, environment);
    QVERIFY(m_reader->find(u"Downloads"_s).has_value() ||
            m_reader->find(u"Nothing to download"_s).has_value());
    m_screen->place(u"^Sluice$"_s, QRect(QPoint(0, 0), m_screen->room()));
}

QPoint tst_Walk::middle(const QString &name, const QString &role) const
{
    const auto node = m_reader->find(name, role);
    if (!node)
        qWarning("%s is nowhere", qPrintable(name));
    return node ? m_reader->rect(*node).center() : QPoint();
}

void tst_Walk::press(const QString &name, const QString &role)
{
    m_screen->click(middle(name, role));
}

bool tst_Walk::isShown(const QString &name, const QString &role) const
{
    return m_reader->find(name, role, 60'000).has_value();
}

/// The README's pictures are some of the first look's.
void tst_Walk::shoot(const QString &step, const QString &picture)
{
    const QString look = QString::fromLatin1(QTest::currentDataTag());
    m_screen->shoot(u"%1-%2-%3"_s.arg(look).arg(++m_step, 2, 10, QLatin1Char('0')).arg(step));
    if (!picture.isEmpty() && look == u"light-100" && qEnvironmentVariableIsSet("SLUICE_PICTURES"))
        m_screen->shootTo(support::sourceFolder() +
                          QStringLiteral("/resources/screenshots/%1.png").arg(picture));
}

void tst_Walk::dropLinks()
{
    QVERIFY(isShown(u"Nothing to download yet."_s));
    shoot(u"empty"_s);
    m_bed->write(u"links.txt"_s, fiftyLinks());
    const int scale = m_screen->scale();
    m_corner = {20, m_screen->size().height() / scale - 50};
    m_screen->start(
        QCoreApplication::applicationDirPath() + QStringLiteral("/sluice-dragsource"),
        {m_bed->path(u"links.txt"_s), QString::number(m_corner.x()), QString::number(m_corner.y())},
        m_screen->environment(QProcessEnvironment::systemEnvironment()));
    QVERIFY(isShown(u"Drag me"_s));
    m_screen->pickUp((m_corner + QPoint(40, 20)) * scale);
    m_screen->carry(middle(u"Nothing to download yet."_s));
    shoot(u"dropping"_s);
    m_screen->letGo();
    QVERIFY(isShown(u"All, 50"_s));
    QVERIFY(m_reader->isGone(u"Done, 0"_s));
    shoot(u"dropped"_s, u"window"_s);
}

void tst_Walk::pauseOne()
{
    press(u"world/maps/azeroth.pack"_s);
    m_screen->key(u"space"_s);
    QVERIFY(isShown(u"Paused, 1"_s));
    press(u"Chunks"_s, u"page tab"_s);
    QVERIFY(isShown(u"Chunk map"_s));
    shoot(u"paused"_s);
}

/// By the pointer, two rows further down.
void tst_Walk::moveOne()
{
    const QString moved = u"world/maps/azeroth.pack"_s;
    const QPoint from = middle(moved);
    const QPoint third = middle(u"sound/ambience_2.ogg"_s);
    m_screen->pickUp(from);
    m_screen->carry(third + QPoint(0, 8 * m_screen->scale()));
    shoot(u"moving"_s);
    m_screen->letGo();
    QTRY_VERIFY_WITH_TIMEOUT(middle(moved).y() > middle(u"sound/ambience_2.ogg"_s).y(), 10'000);
}

void tst_Walk::limitTheRest()
{
    press(u"Limit: off"_s);
    for (int i = 0; i < 4; ++i) // no limit, 500 kB/s, 1 MB/s, 2 MB/s
        m_screen->key(u"Down"_s);
    shoot(u"limits"_s);
    m_screen->key(u"Return"_s);
    QVERIFY(isShown(u"Limit: 2"_s));
    shoot(u"limited"_s);
}

void tst_Walk::closeAndStartAgain()
{
    m_screen->key(u"ctrl+q"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_sluice->state(), QProcess::NotRunning, 20'000);
    for (const QByteArray &path : m_paths) // now only our own limit holds
        m_bed->server.always(path, support::fault::none());
    startSluice();
    QVERIFY(isShown(u"All, 50"_s));
    QVERIFY(isShown(u"Paused, 1"_s));
    QVERIFY(isShown(u"Limit: 2"_s));
    press(u"world/maps/azeroth.pack"_s);
    QVERIFY(isShown(u"Chunk map"_s));
    QVERIFY(isShown(u"Done, 48"_s));
    shoot(u"again"_s, u"chunks"_s);
}

void tst_Walk::findTheFailure()
{
    QVERIFY(isShown(u"Failed, 1"_s));
    press(u"Failed, 1"_s);
    press(u"patch-2.mpq"_s);
    press(u"General"_s, u"page tab"_s);
    QVERIFY(isShown(u"Status"_s));
    shoot(u"failure"_s);
    press(u"Log"_s, u"page tab"_s); // of the run before
    QVERIFY(isShown(u"Copy the log"_s));
    shoot(u"log"_s);
    press(u"General"_s, u"page tab"_s);
}

void tst_Walk::giveTheKey()
{
    QVERIFY(isShown(u"Locked, 1"_s));
    press(u"Add keys…"_s, u"push button"_s);
    QVERIFY(isShown(u"Missing keys"_s, u"dialog"_s));
    m_screen->type(QString::fromLatin1(support::lockedKey()));
    m_screen->key(u"Return"_s);
    QVERIFY(isShown(u"1 of 1 keys entered"_s));
    shoot(u"key"_s, u"keys"_s);
    press(u"Unlock"_s, u"push button"_s);
    QVERIFY(isShown(u"Locked, 0"_s));
    shoot(u"unlocked"_s);
}

void tst_Walk::openAFile()
{
    QVERIFY(isShown(u"Done, 48"_s));
    press(u"Done, 48"_s);
    m_screen->key(u"ctrl+f"_s);
    m_screen->type(u"secret"_s);
    QVERIFY(m_reader->isGone(u"sound/ambience_1.ogg"_s));
    press(u"dbfilesclient/secret.db2"_s);
    m_screen->key(u"Return"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_bed->read(u"opened"_s).isEmpty(), 10'000);
    shoot(u"opened"_s);
    const QString file = QString::fromUtf8(m_bed->read(u"opened"_s)).trimmed();
    QVERIFY2(file.endsWith(u"dbfilesclient/secret.db2"_s), qPrintable(file));
    QFile opened(file.startsWith(u"file://"_s) ? QUrl(file).toLocalFile() : file);
    QVERIFY(opened.open(QIODevice::ReadOnly));
    QCOMPARE(opened.readAll(), support::toBytes(support::lockedObject().payload));
}

void tst_Walk::dragAFileOut()
{
    m_screen->pickUp(middle(u"dbfilesclient/secret.db2"_s));
    m_screen->carry((m_corner + QPoint(40, 20)) * m_screen->scale());
    m_screen->letGo();
    QTRY_VERIFY_WITH_TIMEOUT(m_bed->read(u"links.txt.dropped"_s).contains("dbfilesclient/secret.db2"),
                             10'000);
    QVERIFY(m_reader->has(u"All, 50"_s)); // and nothing of it came back in
}

SLUICE_TEST(tst_Walk)
#include "tst_walk.moc"
