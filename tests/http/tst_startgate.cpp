#include "core/http/startgate.h"
#include "tests/support/faultserver.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTest>

using namespace std::chrono_literals;
using namespace support;

class TestStartGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsBack();
    void holdsNothingBackUnlearned();
    void forgetsAThreadThatEnded();
};

namespace {

std::unique_ptr<QNetworkReply> begun(QNetworkAccessManager &manager, const FaultServer &server)
{
    return std::unique_ptr<QNetworkReply>(manager.get(QNetworkRequest(server.url("/x"))));
}

/// One request, from which the manager's thread can be known; it lasts long enough for that.
void learn(QNetworkAccessManager &manager, FaultServer &server)
{
    server.script("/x", {fault::stalledAfter(1)});
    const auto reply = begun(manager, server);
    QObject::connect(reply.get(), &QNetworkReply::requestSent, &manager,
                     [&] { http::StartGate::learnThread(manager, *reply); });
    QTRY_COMPARE(reply->bytesAvailable(), 1);
}

} // namespace

void TestStartGate::holdsBack()
{
    FaultServer server;
    server.serve("/x", "some bytes");
    QNetworkAccessManager manager;
    learn(manager, server);
    std::unique_ptr<QNetworkReply> reply;
    {
        const http::StartGate gate(manager);
        reply = begun(manager, server);
        QTest::qSleep(200);
        QCOMPARE(server.requests().size(), 1);
    }
    QTRY_COMPARE(server.requests().size(), 2);
    QTRY_COMPARE(reply->bytesAvailable(), 10);
}

/// The first request of a manager goes as it always did.
void TestStartGate::holdsNothingBackUnlearned()
{
    FaultServer server;
    server.serve("/x", "some bytes");
    QNetworkAccessManager manager;
    const http::StartGate gate(manager);
    const auto reply = begun(manager, server);
    QTRY_COMPARE(server.requests().size(), 1);
}

void TestStartGate::forgetsAThreadThatEnded()
{
    FaultServer server;
    server.serve("/x", "some bytes");
    QNetworkAccessManager manager;
    learn(manager, server);
    manager.clearConnectionCache(); // ends the thread; the next request begins another
    const http::StartGate gate(manager);
    const auto reply = begun(manager, server);
    QTRY_COMPARE(server.requests().size(), 2);
}

QTEST_GUILESS_MAIN(TestStartGate)
#include "tst_startgate.moc"
