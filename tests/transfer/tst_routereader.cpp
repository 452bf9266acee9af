#include "core/transfer/fetch/routereader.h"
#include "tests/support/testmain.h"
#include "tests/transfer/servedreader.h"

#include <QTest>

using namespace transfer;
using core::ErrorKind;
using support::ServedReader;

namespace {

const QUrl kUrl(QStringLiteral("http://here/file"));

http::RangeRequest request(qint64 first)
{
    http::RangeRequest request;
    request.url = kUrl;
    request.first = first;
    return request;
}

} // namespace

/// One request after the other over a route, and what is thought of their answers.
class tst_RouteReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void opensForEveryOrder();
    void versions_data();
    void versions();
    void knowsItsRequest();
    void measures_data();
    void measures();

private:
    Route route() const
    {
        Route route;
        route.mirror = 3;
        route.url = kUrl;
        return route;
    }

    std::optional<ServedReader> m_server;
    std::shared_ptr<Counters> m_counters;
    std::optional<RouteReader> m_reader;
    QList<QUrl> m_opened;
};

void tst_RouteReader::init()
{
    m_server.emplace(QByteArray(1000, 'a'), -1);
    m_counters = std::make_shared<Counters>();
    m_opened.clear();
    m_reader.emplace(
        [this](const QUrl &url) -> http::RangeReader & {
            m_opened << url;
            return *m_server;
        },
        RequestMeter(m_counters, {}));
}

void tst_RouteReader::opensForEveryOrder()
{
    QVERIFY(!m_reader->isOpen());
    m_reader->begin(route());
    m_reader->begin(route());
    QVERIFY(m_reader->isOpen());
    QCOMPARE(m_opened, (QList<QUrl>{kUrl, kUrl}));
    m_reader->send(request(10));
    QCOMPARE(m_server->requests.size(), 1);
    QCOMPARE(m_server->requests[0].first, 10);
}

void tst_RouteReader::versions_data()
{
    QTest::addColumn<bool>("isWanted");
    QTest::addColumn<QByteArray>("etag");
    QTest::addColumn<bool>("isUsable");
    QTest::newRow("digests tell") << false << QByteArray("\"two\"") << true;
    QTest::newRow("the same") << true << QByteArray("\"one\"") << true;
    QTest::newRow("another") << true << QByteArray("\"two\"") << false;
    QTest::newRow("nobody says") << true << QByteArray() << false;
}

void tst_RouteReader::versions()
{
    QFETCH(bool, isWanted);
    QFETCH(QByteArray, etag);
    QFETCH(bool, isUsable);
    Route wanted = route();
    if (isWanted)
        wanted.version = FileVersion{QStringLiteral("here"), "\"one\"", {}};
    m_reader->begin(wanted);
    m_reader->send(request(0));
    http::ResponseHead answer = m_server->answer();
    answer.etag = etag;
    const auto ok = m_reader->answered(answer);
    QCOMPARE(ok.has_value(), isUsable);
    if (!ok)
        QVERIFY(ok.error().kind == ErrorKind::ContentChanged);
    QCOMPARE(m_reader->answer().etag, etag);
}

void tst_RouteReader::knowsItsRequest()
{
    m_reader->begin(route());
    http::RangeRequest several = request(0);
    several.last = 9;
    several.further = {{20, 29}};
    m_reader->send(several);
    QVERIFY(!m_reader->underWay().isAnswered && m_reader->underWay().hasSeveralRanges);
    QVERIFY(m_reader->answered(m_server->answer()).has_value());
    m_reader->meter().count(7);
    QVERIFY(m_reader->underWay().isAnswered && !m_reader->underWay().wasAhead);
    QCOMPARE(m_reader->underWay().bytes, 7);
    m_reader->send(request(30));
    m_reader->meter().requestWasAhead();
    QVERIFY(!m_reader->underWay().isAnswered && m_reader->underWay().wasAhead);
    QVERIFY(!m_reader->underWay().hasSeveralRanges);
}

void tst_RouteReader::measures_data()
{
    QTest::addColumn<bool>("isShared");
    QTest::newRow("alone") << false;
    QTest::newRow("one of many") << true;
}

/// How long an answer took to begin that others have a part in, says nothing.
void tst_RouteReader::measures()
{
    QFETCH(bool, isShared);
    m_server->isOfMany = isShared;
    m_server->passed = 40;
    m_reader->begin(route());
    m_reader->send(request(0));
    QTest::qSleep(2);
    QVERIFY(m_reader->answered(m_server->answer()).has_value());
    m_reader->meter().count(5);
    JobEnd end;
    m_reader->report(end);
    QCOMPARE(end.mirror, 3);
    QCOMPARE(end.bytes, 5);
    QCOMPARE(end.latency.has_value(), !isShared);
    QCOMPARE(end.took > std::chrono::milliseconds(0), !isShared);
    QCOMPARE(m_counters->refetchedBytes.load(), 40);
    QCOMPARE(m_counters->networkBytes.load(), 45);
}

SLUICE_TEST(tst_RouteReader)
#include "tst_routereader.moc"
