#include "tests/app/appbed.h"
#include "tests/support/ngdp/networkserver.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QTest>
#include <csignal>

using namespace Qt::StringLiterals;
using support::AppBed;

/// The window's program from outside: one per user, takes sources from later starts, ends in an orderly way.
class tst_Desktop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secondStartHandsOver();
    void queueIsKept();
    void keysImportedMeanwhileUnlock();
    void filesOfProducts();
    void linksOfWebPagesOnlyAsk();
    void startedWithTheSession();

private:
    static std::unique_ptr<QProcess> start(const AppBed &bed, const QStringList &arguments);
    static std::unique_ptr<QProcess> startFirst(const AppBed &bed, const QStringList &arguments);
    static int stop(QProcess &program);
};

std::unique_ptr<QProcess> tst_Desktop::start(const AppBed &bed, const QStringList &arguments)
{
    auto program = bed.process(arguments);
    QProcessEnvironment environment = program->processEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    program->setProcessEnvironment(environment);
    program->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program->start();
    return program;
}

/// Of several that are started together any may be the first.
std::unique_ptr<QProcess> tst_Desktop::startFirst(const AppBed &bed, const QStringList &arguments)
{
    auto program = start(bed, arguments);
    const QString lock = bed.path(u"XDG_DATA_HOME/Sluice/sluice.lock"_s);
    if (!QTest::qWaitFor([&] { return QFile::exists(lock); }, 20'000))
        qWarning("the first program has no lock");
    return program;
}

int tst_Desktop::stop(QProcess &program)
{
    program.terminate();
    return AppBed::finish(program).code;
}

void tst_Desktop::secondStartHandsOver()
{
    AppBed bed;
    bed.server.serve("/one", "first file");
    bed.server.serve("/two", "second file");
    bed.server.serve("/three", "third file");
    const auto first = startFirst(bed, {bed.server.url("/one").toString()});
    const auto asked = [&](const char *path) {
        return QTest::qWaitFor(
            [&] {
                const auto requests = bed.server.requests();
                return std::any_of(requests.begin(), requests.end(),
                                   [&](const auto &r) { return r.path == path; });
            },
            20'000);
    };
    QVERIFY(asked("/one"));

    bed.write(u"list.txt"_s, bed.server.url("/three").toString().toUtf8() + '\n');
    const auto second = start(bed, {bed.server.url("/two").toString(), u"list.txt"_s});
    QCOMPARE(AppBed::finish(*second).code, 0);
    QFile::remove(bed.path(u"list.txt"_s)); // its text was handed over, not its name
    QVERIFY(asked("/two"));
    QVERIFY(asked("/three"));
    QCOMPARE(stop(*first), 0);
}

void tst_Desktop::queueIsKept()
{
    AppBed bed;
    const auto object = support::buildObject(support::payload(support::noise(1), 8 << 20), 64 * 1024, {});
    const QString url = bed.publish(object);
    bed.server.always(support::cdnPath(object), support::fault::limited(1 << 20));
    const auto first = startFirst(bed, {url});
    QVERIFY(QTest::qWaitFor([&] { return bed.server.bytesServed() > (2 << 20); }, 30'000));
    QCOMPARE(stop(*first), 0);

    bed.server.always(support::cdnPath(object), support::fault::none());
    bed.server.clearLog();
    const auto second = start(bed, {});
    QVERIFY(QTest::qWaitFor([&] { return !bed.server.requests().isEmpty(); }, 20'000));
    const auto finished = [&] { return !bed.files(u"home"_s).filter(url.section(u'/', -1)).isEmpty(); };
    QVERIFY(QTest::qWaitFor(finished, 20'000));
    QCOMPARE(stop(*second), 0);
}

/// The command line brings a key while a window runs that waits for it.
void tst_Desktop::keysImportedMeanwhileUnlock()
{
    AppBed bed;
    const auto object = support::lockedObject();
    const QString url = bed.publish(object);
    const auto window = start(bed, {url});
    const QString name = u"home/Downloads/"_s + url.section(u'/', -1);
    QVERIFY(QTest::qWaitFor([&] { return QFile::exists(bed.path(name)); }, 20'000));
    QVERIFY(bed.read(name) != support::toBytes(object.payload));

    bed.server.clearLog();
    bed.write(u"keys.txt"_s, support::lockedKeyName() + ' ' + support::lockedKey() + '\n');
    QCOMPARE(bed.run({u"keys"_s, u"import"_s, u"keys.txt"_s}).code, 0);
    const auto isUnlocked = [&] { return bed.read(name) == support::toBytes(object.payload); };
    QVERIFY(QTest::qWaitFor(isUnlocked, 20'000));
    QVERIFY(bed.server.requests().isEmpty()); // its locked chunks had been kept
    QCOMPARE(stop(*window), 0);
}

/// From the first start and handed over by a later one: nothing is asked of any server.
void tst_Desktop::linksOfWebPagesOnlyAsk()
{
    AppBed bed;
    bed.server.serve("/offered", "offered file");
    bed.server.serve("/wanted", "wanted file");
    const QString link = u"sluice:add?url="_s +
                         QString::fromLatin1(QUrl::toPercentEncoding(bed.server.url("/offered").toString()));
    const auto first = startFirst(bed, {link});
    const auto second = start(bed, {link, bed.server.url("/wanted").toString()});
    QCOMPARE(AppBed::finish(*second).code, 0);
    QVERIFY(QTest::qWaitFor([&] { return !bed.files(u"home"_s).filter(u"wanted"_s).isEmpty(); }, 20'000));
    for (const auto &request : bed.server.requests())
        QVERIFY(request.path != "/offered");
    QCOMPARE(stop(*first), 0);
}

/// It takes what a later start brings, and a later start of the session finds it running.
void tst_Desktop::startedWithTheSession()
{
    AppBed bed;
    bed.server.serve("/one", "first file");
    const auto first = startFirst(bed, {u"--minimized"_s});
    const auto second = start(bed, {bed.server.url("/one").toString()});
    QCOMPARE(AppBed::finish(*second).code, 0);
    const auto third = start(bed, {u"--minimized"_s});
    QCOMPARE(AppBed::finish(*third).code, 0);
    QVERIFY(QTest::qWaitFor([&] { return !bed.files(u"home"_s).filter(u"one"_s).isEmpty(); }, 20'000));
    QCOMPARE(stop(*first), 0);
}

/// By their names, from the first start and handed over by a later one.
void tst_Desktop::filesOfProducts()
{
    ngdp::BuildShape shape;
    shape.files = ngdp::sampleFiles(200);
    const ngdp::SampleNetwork network(shape);
    ngdp::NetworkServer server(network);
    AppBed bed;
    QVERIFY(QDir(bed.path({})).mkpath(u"XDG_CONFIG_HOME/Sluice"_s));
    bed.write(u"XDG_CONFIG_HOME/Sluice/sluice.ini"_s,
              "[network]\nversionServices=" + server.address().toUtf8() + "\n");
    const auto first = startFirst(bed, {u"wow_classic_era:fdid=1005"_s});
    const auto isThere = [&](const QString &path, const char *name) {
        return bed.read(u"home/Downloads/"_s + path).size() == qsizetype(network.file(name).size);
    };
    // Without a listfile it has no name.
    QVERIFY(
        QTest::qWaitFor([&] { return isThere(u"unknown/1005"_s, "World/Zone005/tile_00005.adt"); }, 30'000));

    bed.write(u"list.txt"_s, "wow_classic_era:fdid=1006\n");
    const auto second = start(bed, {u"list.txt"_s});
    QCOMPARE(AppBed::finish(*second).code, 0);
    QVERIFY(
        QTest::qWaitFor([&] { return isThere(u"unknown/1006"_s, "World/Zone006/tile_00006.adt"); }, 30'000));
    const auto third = start(bed, {u"WOW_classic_era:fdid=1007"_s});
    QCOMPARE(AppBed::finish(*third).code, 0);
    QVERIFY(
        QTest::qWaitFor([&] { return isThere(u"unknown/1007"_s, "World/Zone007/tile_00007.adt"); }, 30'000));
    QCOMPARE(stop(*first), 0);
}

SLUICE_TEST(tst_Desktop)
#include "tst_desktop.moc"
