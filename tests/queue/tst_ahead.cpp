#include "tests/support/harness.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace support;

/// Requests that are sent while the answer to the one before still comes, as a whole download meets them.
class tst_Ahead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void theConnectionGoesOn();
    void aPlainFileIsNeverAskedAhead();
    void aHostThatIsDeafIsAskedOnce();
    void aLostConnectionLosesNothing_data();
    void aLostConnectionLosesNothing();

private:
    QTemporaryDir m_state;
};

namespace {

queue::Settings oneConnection()
{
    queue::Settings settings;
    settings.connectionsPerFile = 1;
    return settings;
}

/// About half a second for the object.
Fault paced()
{
    return fault::trickle(250'000, std::chrono::milliseconds(10));
}

int countAhead(const FaultServer &server)
{
    const auto requests = server.requests();
    return static_cast<int>(
        std::count_if(requests.begin(), requests.end(), [](const Request &r) { return r.isAhead; }));
}

} // namespace

void tst_Ahead::theConnectionGoesOn()
{
    Harness h(oneConnection());
    const BuiltObject object = largeObject();
    const QByteArray path = h.publish(object);
    h.server.always(path, paced());
    QVERIFY(h.fetch(h.source(path)));
    QVERIFY(h.content() == toByteArray(object.payload));
    QCOMPARE(h.last().progress.refetchedBytes, 0);
    QVERIFY2(countAhead(h.server) > 0, qPrintable(QString::number(h.server.requests().size())));
    QCOMPARE(h.server.connections(), 1);
    QCOMPARE(bodyBytes(h.server.requests()), object.bytes.size());
}

/// Nothing tells whose answer is whose. The first answer is for everything, because a link may be good for
/// one request only; once the server has told that ranges and versions are there, it is given up for pieces
/// that follow each other over one connection more: what a kill or a pause costs is a piece then, and a part
/// file is left that can go on.
void tst_Ahead::aPlainFileIsNeverAskedAhead()
{
    Harness h(oneConnection());
    const QByteArray bytes = patternBytes(0, 12 << 20);
    h.server.serve("/plain.bin", bytes);
    h.server.always("/plain.bin", paced());
    QVERIFY(h.fetch(h.source("/plain.bin")));
    QVERIFY(h.content() == bytes);
    QCOMPARE(countAhead(h.server), 0);
    QVERIFY2(h.server.connections() <= 2, qPrintable(QString::number(h.server.connections())));
    QCOMPARE(h.server.mostConnections(), 1);
}

/// It never answers what comes before its turn.
void tst_Ahead::aHostThatIsDeafIsAskedOnce()
{
    queue::Settings settings = oneConnection();
    settings.connectTimeout = settings.answerTimeout = std::chrono::milliseconds(500);
    Harness h(settings);
    const BuiltObject object = largeObject();
    const QByteArray path = h.publish(object);
    h.server.setRule([](const Request &request) {
        Fault fault = paced();
        if (request.isAhead)
            fault.delay = std::chrono::minutes(1);
        return std::optional(fault);
    });
    QVERIFY(h.fetch(h.source(path)));
    QVERIFY(h.content() == toByteArray(object.payload));
    QCOMPARE(countAhead(h.server), 1);
}

void tst_Ahead::aLostConnectionLosesNothing_data()
{
    QTest::addColumn<Fault>("end");
    QTest::newRow("reset") << fault::resetAfter(0);
    QTest::newRow("closed") << fault::closedAfter(0);
    QTest::newRow("said so") << fault::closing();
    QTest::newRow("refused") << fault::status(500);
    QTest::newRow("damaged") << fault::bitFlipped(5'000'000);
}

/// Every fourth request ends badly, with another one behind it as a rule.
void tst_Ahead::aLostConnectionLosesNothing()
{
    QFETCH(Fault, end);
    Harness h(oneConnection());
    const BuiltObject object = largeObject();
    const QByteArray path = h.publish(object);
    Fault bad = paced();
    bad.cut = end.cut;
    bad.cutAfter = 300'000;
    bad.isClosedAfter = end.isClosedAfter;
    bad.flipAt = end.flipAt;
    if (end.status != 0)
        bad = end;
    int count = 0;
    h.server.setRule([&, bad](const Request &) { return std::optional(++count % 4 == 0 ? bad : paced()); });
    QVERIFY(h.fetch(h.source(path)));
    QVERIFY(h.content() == toByteArray(object.payload));
    QVERIFY(countAhead(h.server) > 0);
    QVERIFY(h.litter().isEmpty());
}

SLUICE_TEST(tst_Ahead)
#include "tst_ahead.moc"
