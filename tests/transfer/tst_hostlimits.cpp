#include "core/transfer/routing/hostlimits.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace transfer;
using namespace std::chrono_literals;

namespace {

const QString kA = QStringLiteral("a.example");
const QString kB = QStringLiteral("b.example:8080");
constexpr HostLimits::Clock::time_point kNow{1000h};

} // namespace

class tst_HostLimits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void perHost_data();
    void perHost();
    void theSmallestWishHolds();
    void inAll();
    void pauses();
    void pausesGrow();
    void untilAPauseEnds();
};

void tst_HostLimits::perHost_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<std::optional<int>>("wish");
    QTest::addColumn<int>("expected");
    const auto row = [](const char *name, int limit, std::optional<int> wish, int expected) {
        QTest::newRow(name) << limit << wish << expected;
    };
    row("the user's", 3, {}, 3);
    row("the host's", 6, 2, 2);
    row("the host takes more", 3, 10, 3);
    row("none makes no sense", 6, 0, 1);
    row("nor do fewer", 6, -7, 1);
}

void tst_HostLimits::perHost()
{
    QFETCH(int, limit);
    QFETCH(std::optional<int>, wish);
    QFETCH(int, expected);
    HostLimits limits;
    limits.setMostPerHost(limit);
    if (wish)
        limits.setMostConnections(kA, *wish);
    int connections = 0;
    for (; limits.room(kA, kNow) == HostRoom::Free && connections < 100; ++connections)
        limits.acquire(kA);
    QCOMPARE(connections, expected);
    QCOMPARE(limits.room(kA, kNow), HostRoom::Full);
    QCOMPARE(limits.room(kB, kNow), HostRoom::Free);
    limits.release(kA);
    QCOMPARE(limits.room(kA, kNow), HostRoom::Free);
    QCOMPARE(limits.isUsed(kA), expected > 1);
}

/// Two products name the same host.
void tst_HostLimits::theSmallestWishHolds()
{
    HostLimits limits;
    limits.setMostConnections(kA, 1);
    limits.setMostConnections(kA, 4);
    limits.acquire(kA);
    QCOMPARE(limits.room(kA, kNow), HostRoom::Full);
}

void tst_HostLimits::inAll()
{
    HostLimits limits;
    limits.setMostInAll(2);
    limits.acquire(kA);
    QCOMPARE(limits.room(kB, kNow), HostRoom::Free);
    limits.acquire(kB);
    QCOMPARE(limits.room(kA, kNow), HostRoom::Full);
    QCOMPARE(limits.room(kB, kNow), HostRoom::Full);
    limits.release(kB);
    QCOMPARE(limits.room(kA, kNow), HostRoom::Free);
}

void tst_HostLimits::pauses()
{
    HostLimits limits;
    limits.setMostPerHost(1);
    limits.acquire(kA);
    limits.pause(kA, 50ms, kNow);                             // no shorter than what is worth it
    limits.pause(kA, 10s, kNow + 1ms);                        // it was asked before the pause began
    QCOMPARE(limits.room(kA, kNow + 99ms), HostRoom::Paused); // and that it is full is no matter
    QCOMPARE(limits.room(kB, kNow), HostRoom::Free);
    QCOMPARE(limits.room(kA, kNow + 100ms), HostRoom::Full);
    limits.pause(kB, 1h, kNow);
    QCOMPARE(limits.room(kB, kNow + 9s), HostRoom::Paused);
    QCOMPARE(limits.room(kB, kNow + 10s), HostRoom::Free);
}

void tst_HostLimits::pausesGrow()
{
    HostLimits limits;
    auto now = kNow;
    const auto length = [&] {
        limits.pause(kA, {}, now);
        const auto left = limits.untilPauseEnds(now).value();
        now += left;
        return left;
    };
    for (const auto expected : {100ms, 200ms, 400ms, 800ms})
        QCOMPARE(length(), expected);
    limits.heard(kA);
    QCOMPARE(length(), 800ms);
    for (int i = 0; i < 10; ++i)
        std::ignore = length();
    QCOMPARE(length(), 10s);
}

void tst_HostLimits::untilAPauseEnds()
{
    HostLimits limits;
    QVERIFY(!limits.untilPauseEnds(kNow));
    limits.pause(kA, 3s, kNow);
    limits.pause(kB, 2s, kNow);
    QCOMPARE(limits.untilPauseEnds(kNow), std::optional<std::chrono::milliseconds>(2s));
    QCOMPARE(limits.untilPauseEnds(kNow + 2s), std::optional<std::chrono::milliseconds>(1s));
    QCOMPARE(limits.untilPauseEnds(kNow + 2999ms + 1us), std::optional<std::chrono::milliseconds>(1ms));
    QVERIFY(!limits.untilPauseEnds(kNow + 3s));
}

SLUICE_TEST(tst_HostLimits)
#include "tst_hostlimits.moc"
