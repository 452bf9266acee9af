#include "tests/support/harness.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <atomic>

using namespace std::chrono_literals;
using namespace support;
using transfer::State;

/// Hosts that take fewer connections, ranges or requests than others, or that do not answer at all.
class tst_Hosts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void oneConnectionIsEnough_data();
    void oneConnectionIsEnough();
    void rangesAreRefused_data();
    void rangesAreRefused();
    void onlyRangesAreNotAnswered_data();
    void onlyRangesAreNotAnswered();
    void aPauseInTheMiddleIsWaitedForInTheEnd_data();
    void aPauseInTheMiddleIsWaitedForInTheEnd();
    void aLinkIsGoodForOneRequest_data();
    void aLinkIsGoodForOneRequest();
    void theNameBehindARedirect_data();
    void theNameBehindARedirect();
    void silentOnesGiveTheirPlacesAway();
    void aFirstByteMayTakeLongerThanAConnection();

private:
    QTemporaryDir m_state;
};

namespace {

queue::Settings quick()
{
    queue::Settings settings;
    settings.network = http::NetworkProfile::Stable;
    return settings;
}

QByteArray body(std::size_t size)
{
    return toByteArray(payload(noise(3), size));
}

/// The one connection that is served at a time is whichever comes when there is no other.
Rule onlyOne(FaultServer &server, const Fault &refusal)
{
    auto granted = std::make_shared<int>(0);
    return [&server, refusal, granted](const Request &request) -> std::optional<Fault> {
        if (*granted == 0 || server.openConnections() <= 1)
            *granted = request.connection;
        if (request.connection != *granted)
            return refusal;
        Fault paced = fault::none();
        paced.paceBytes = 64 << 10;
        paced.paceInterval = 5ms;
        return paced;
    };
}

} // namespace

void tst_Hosts::oneConnectionIsEnough_data()
{
    QTest::addColumn<Fault>("refusal");
    for (const int status : {401, 403, 404, 410, 429, 500, 503, 509})
        QTest::newRow(qPrintable(QString::number(status))) << fault::status(status);
    QTest::newRow("reset") << fault::resetAfter(0);
    QTest::newRow("closed") << fault::closedAfter(0);
    QTest::newRow("not answered") << fault::delayed(10min);
}

void tst_Hosts::oneConnectionIsEnough()
{
    QFETCH(Fault, refusal);
    Harness h(quick());
    const QByteArray bytes = body(6 << 20);
    h.server.serve("/file", bytes);
    h.server.setRule(onlyOne(h.server, refusal));
    QVERIFY(h.fetch(h.source("/file")));
    QVERIFY(h.content() == bytes);
    QCOMPARE(h.happened(transfer::Event::Kind::Waiting), 0);
    const QList<Request> requests = h.server.requests();
    const auto refused = std::count_if(requests.begin(), requests.end(),
                                       [](const Request &request) { return request.bodySent == 0; });
    QVERIFY2(refused <= 6, qPrintable(QString::number(refused)));
}

void tst_Hosts::rangesAreRefused_data()
{
    QTest::addColumn<Fault>("refusal");
    for (const int status : {400, 403, 404, 405, 406, 412, 416, 500, 501, 503})
        QTest::newRow(qPrintable(QString::number(status))) << fault::status(status);
    QTest::newRow("closed") << fault::closedAfter(0);
    QTest::newRow("garbage") << fault::contentRange("none of your business");
}

void tst_Hosts::rangesAreRefused()
{
    QFETCH(Fault, refusal);
    Harness h(quick());
    const QByteArray bytes = body(3'000'000);
    h.server.serve("/file", bytes);
    h.server.setRule([refusal](const Request &request) {
        return request.range().isEmpty() ? std::optional<Fault>() : refusal;
    });
    QVERIFY(h.fetch(h.source("/file")));
    QVERIFY(h.content() == bytes);
    QCOMPARE(h.happened(transfer::Event::Kind::Waiting), 0);
}

void tst_Hosts::onlyRangesAreNotAnswered_data()
{
    QTest::addColumn<Fault>("answer");
    QTest::newRow("never") << fault::delayed(10min);
    QTest::newRow("with redirects for ever") << fault::redirect("/file");
}

void tst_Hosts::onlyRangesAreNotAnswered()
{
    QFETCH(Fault, answer);
    queue::Settings settings = quick();
    settings.answerTimeout = 300ms;
    Harness h(settings);
    const QByteArray bytes = body(3'000'000);
    h.server.serve("/file", bytes);
    h.server.setRule([answer](const Request &request) {
        return request.range().isEmpty() ? std::optional<Fault>() : answer;
    });
    QVERIFY(h.fetch(h.source("/file")));
    QVERIFY(h.content() == bytes);
    QCOMPARE(h.happened(transfer::Event::Kind::Waiting), 0);
}

void tst_Hosts::aPauseInTheMiddleIsWaitedForInTheEnd_data()
{
    QTest::addColumn<Fault>("answer");
    QTest::addColumn<bool>("isBlte");
    QTest::newRow("without ranges") << fault::rangeIgnored() << false;
    QTest::newRow("in chunks") << fault::chunked() << false;
    QTest::newRow("until the end") << fault::untilClose() << false;
    QTest::newRow("an object, without ranges") << fault::rangeIgnored() << true;
}

/// Every answer pauses for longer than a stall lasts, and nothing can be put behind what came before.
void tst_Hosts::aPauseInTheMiddleIsWaitedForInTheEnd()
{
    QFETCH(Fault, answer);
    QFETCH(bool, isBlte);
    queue::Settings settings = quick();
    settings.stallTimeout = 300ms;
    Harness h(settings);
    const BuiltObject object = largeObject();
    const QByteArray plain = body(3'000'000);
    const QByteArray path = isBlte ? h.publish(object) : QByteArray("/file");
    if (!isBlte)
        h.server.serve(path, plain);
    Fault paused = answer;
    paused.asRange = fault::rangeIgnored().asRange;
    paused.paceAfter = 1 << 20;
    paused.paceBytes = 64 << 20; // all the rest
    paused.paceInterval = 1000ms;
    h.server.always(path, paused);
    QVERIFY(h.fetch(h.source(path)));
    QVERIFY(h.content() == (isBlte ? toByteArray(object.payload) : plain));
    const auto asked = h.server.requests().size();
    QVERIFY2(asked <= 6, qPrintable(QString::number(asked)));
}

void tst_Hosts::aLinkIsGoodForOneRequest_data()
{
    QTest::addColumn<bool>("hasRanges");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("size");
    QTest::addColumn<Fault>("answer");
    QTest::newRow("with ranges") << true << QStringLiteral("file") << 6'000'000 << fault::none();
    QTest::newRow("without") << false << QStringLiteral("file") << 6'000'000 << fault::none();
    QTest::newRow("with ranges, and the server names it") << true << QString() << 6'000'000 << fault::none();
    QTest::newRow("without, and the server names it") << false << QString() << 6'000'000 << fault::none();
    QTest::newRow("a small one") << true << QStringLiteral("file") << 1000 << fault::none();
    QTest::newRow("a small one, and the server names it") << true << QString() << 1000 << fault::none();
    QTest::newRow("in chunks") << false << QStringLiteral("file") << 6'000'000 << fault::chunked();
    QTest::newRow("in chunks, and the server names it")
        << false << QString() << 6'000'000 << fault::chunked();
    QTest::newRow("a small one in chunks") << false << QStringLiteral("file") << 1000 << fault::chunked();
    QTest::newRow("an empty one in chunks") << false << QStringLiteral("file") << 0 << fault::chunked();
    QTest::newRow("until the end") << false << QStringLiteral("file") << 6'000'000 << fault::untilClose();
    QTest::newRow("an empty one, and the server names it") << true << QString() << 0 << fault::none();
}

void tst_Hosts::aLinkIsGoodForOneRequest()
{
    QFETCH(bool, hasRanges);
    QFETCH(QString, name);
    QFETCH(int, size);
    QFETCH(Fault, answer);
    Harness h(quick());
    const QByteArray bytes = body(static_cast<std::size_t>(size));
    h.server.serve("/", bytes);
    auto asked = std::make_shared<std::atomic<int>>(0);
    h.server.setRule([asked, hasRanges, answer](const Request &) -> std::optional<Fault> {
        if (asked->fetch_add(1) > 0)
            return fault::status(403);
        Fault once = answer;
        if (!hasRanges)
            once.asRange = fault::rangeIgnored().asRange;
        once.headers = {{"Content-Disposition", "attachment; filename=\"told\""}};
        return once;
    });
    const auto id = h.add(h.source("/"), name);
    QVERIFY(h.waitFor(id, State::Done));
    const QString expected = name.isEmpty() ? QStringLiteral("told") : name;
    QCOMPARE(h.item(id).name, expected);
    QVERIFY(h.content(expected) == bytes);
    QCOMPARE(h.litter({expected}), QStringList());
}

void tst_Hosts::theNameBehindARedirect_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("name");
    QTest::newRow("a file") << QByteArray("/pub/tool-1.0.tar.bz2") << QStringLiteral("tool-1.0.tar.bz2");
    QTest::newRow("with a query") << QByteArray("/pub/a.zip?sig=b/c") << QStringLiteral("a.zip");
    QTest::newRow("encoded") << QByteArray("/pub/a%20b.zip") << QStringLiteral("a b.zip");
    QTest::newRow("none either") << QByteArray("/pub/") << QStringLiteral("download");
}

void tst_Hosts::theNameBehindARedirect()
{
    QFETCH(QByteArray, location);
    QFETCH(QString, name);
    Harness h(quick());
    h.server.setRule([location](const Request &request) -> std::optional<Fault> {
        if (request.path == "/")
            return fault::redirect(location);
        Fault file;
        file.body = "ok";
        return file;
    });
    const auto id = h.add(h.source("/"), QString());
    QVERIFY(h.waitFor(id, State::Done));
    QCOMPARE(h.item(id).name, name);
    QCOMPARE(h.content(name), QByteArray("ok"));
}

void tst_Hosts::silentOnesGiveTheirPlacesAway()
{
    queue::Settings settings = quick();
    settings.jobs = 2;
    settings.silentAfter = 200ms;
    Harness h(settings);
    const QByteArray bytes = body(1000);
    h.server.serve("/good", bytes);
    QList<queue::ItemId> silent;
    for (const char *path : {"/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9"}) {
        h.server.serve(path, bytes);
        h.server.always(path, fault::delayed(10min));
        silent << h.add(h.source(path), QString::fromLatin1(path + 1));
    }
    const auto good = h.add(h.source("/good", {QStringLiteral("localhost")}), QStringLiteral("good"));
    QVERIFY(h.waitFor(good, State::Done));
    QCOMPARE(h.item(silent.first()).state, State::Connecting); // it may answer yet
    QVERIFY(h.queue().activeCount() <= 4); // whoever is behind it waits for its first word
}

void tst_Hosts::aFirstByteMayTakeLongerThanAConnection()
{
    queue::Settings settings = quick();
    settings.connectTimeout = 200ms;
    settings.answerTimeout = 30s;
    Harness h(settings);
    h.server.serve("/late", body(1000));
    h.server.always("/late", fault::delayed(1s));
    QVERIFY(h.fetch(h.source("/late")));
    QCOMPARE(h.happened(transfer::Event::Kind::Retry), 0);
    QCOMPARE(h.server.requests().size(), 1);
}

SLUICE_TEST(tst_Hosts)
#include "tst_hosts.moc"
