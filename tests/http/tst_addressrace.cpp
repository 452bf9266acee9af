#include "core/http/addressrace.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QSslSocket>
#include <QTest>

using namespace support;

class tst_AddressRace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void order_data();
    void order();
    void neverMoreThanItsBound();
    void ends_data();
    void ends();
    void abortIsTheLastWord();
    void mayBeUsedAgain();
};

namespace {

QList<QHostAddress> addresses(const QStringList &texts)
{
    QList<QHostAddress> all;
    for (const QString &text : texts)
        all << QHostAddress(text);
    return all;
}

} // namespace

void tst_AddressRace::order_data()
{
    QTest::addColumn<QStringList>("given");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const char *given, const char *expected) {
        const auto list = [](const char *text) {
            return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
        };
        QTest::newRow(name) << list(given) << list(expected);
    };
    row("none", "", "");
    row("one", "1.0.0.1", "1.0.0.1");
    row("only IPv4", "1.0.0.1 1.0.0.2 1.0.0.3", "1.0.0.1 1.0.0.2 1.0.0.3");
    row("only IPv6", "2001:db8::2 2001:db8::1", "2001:db8::2 2001:db8::1");
    row("IPv6 first", "2001:db8::1 2001:db8::2 1.0.0.1 1.0.0.2", "2001:db8::1 1.0.0.1 2001:db8::2 1.0.0.2");
    row("IPv4 first", "1.0.0.1 1.0.0.2 2001:db8::1", "1.0.0.1 2001:db8::1 1.0.0.2");
    row("many of one", "2001:db8::1 2001:db8::2 2001:db8::3 1.0.0.1",
        "2001:db8::1 1.0.0.1 2001:db8::2 2001:db8::3");
    row("twice", "1.0.0.1 1.0.0.1 2001:db8::1 1.0.0.1", "1.0.0.1 2001:db8::1");
}

void tst_AddressRace::order()
{
    QFETCH(QStringList, given);
    QFETCH(QStringList, expected);
    QCOMPARE(http::raceOrder(addresses(given)), addresses(expected));
}

void tst_AddressRace::neverMoreThanItsBound()
{
    QList<QHostAddress> all;
    for (quint32 i = 1; i < 1000; ++i)
        all << QHostAddress(i);
    const auto order = http::raceOrder(all);
    QCOMPARE(order.size(), http::kMostAddresses);
    QCOMPARE(order, all.first(http::kMostAddresses));
}

void tst_AddressRace::ends_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("isOpen");
    QTest::addColumn<bool>("connects");
    QTest::addColumn<QAbstractSocket::SocketError>("error");
    const auto none = QAbstractSocket::UnknownSocketError;
    QTest::newRow("an address") << QStringLiteral("127.0.0.1") << true << true << none;
    // It may be ::1 first, where nobody listens.
    QTest::newRow("a name") << QStringLiteral("localhost") << true << true << none;
    QTest::newRow("refused") << QStringLiteral("127.0.0.1") << false << false
                             << QAbstractSocket::ConnectionRefusedError;
    QTest::newRow("refused by name") << QStringLiteral("localhost") << false << false
                                     << QAbstractSocket::ConnectionRefusedError;
    QTest::newRow("no such name") << QStringLiteral("name.invalid") << true << false
                                  << QAbstractSocket::HostNotFoundError;
}

void tst_AddressRace::ends()
{
    QFETCH(QString, host);
    QFETCH(bool, isOpen);
    QFETCH(bool, connects);
    QFETCH(QAbstractSocket::SocketError, error);
    FaultServer server;
    http::AddressRace race;
    QSignalSpy connected(&race, &http::AddressRace::connected);
    QSignalSpy failed(&race, &http::AddressRace::failed);
    race.start({host, isOpen ? server.port() : closedPort()});
    QTRY_COMPARE(connected.size() + failed.size(), 1);
    QCOMPARE(connected.size(), connects ? 1 : 0);
    if (connects) {
        const auto socket = race.takeSocket();
        QVERIFY(socket);
        QCOMPARE(socket->peerPort(), server.port());
        QCOMPARE(socket->state(), QAbstractSocket::ConnectedState);
    } else {
        QCOMPARE(failed.first().first().value<QAbstractSocket::SocketError>(), error);
        QVERIFY(!failed.first().last().toString().isEmpty());
    }
}

void tst_AddressRace::abortIsTheLastWord()
{
    FaultServer server;
    http::AddressRace race;
    QSignalSpy connected(&race, &http::AddressRace::connected);
    QSignalSpy failed(&race, &http::AddressRace::failed);
    for (const char *host : {"127.0.0.1", "localhost"}) {
        race.start({QString::fromLatin1(host), server.port()});
        race.abort();
    }
    QTest::qWait(300);
    QCOMPARE(connected.size() + failed.size(), 0);
}

void tst_AddressRace::mayBeUsedAgain()
{
    FaultServer server;
    http::AddressRace race;
    QSignalSpy connected(&race, &http::AddressRace::connected);
    for (int i = 1; i <= 2; ++i) {
        race.start({QStringLiteral("127.0.0.1"), server.port()});
        QTRY_COMPARE(connected.size(), i);
        QVERIFY(race.takeSocket());
    }
}

SLUICE_TEST(tst_AddressRace)
#include "tst_addressrace.moc"
