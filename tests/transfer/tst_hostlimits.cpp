#include "core/transfer/routing/hostlimits.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <deque>

using namespace transfer;
using namespace std::chrono_literals;

namespace {

const QString kA = QStringLiteral("a.example");
const QString kB = QStringLiteral("b.example:8080");
constexpr HostLimits::Clock::time_point kNow{1000h};

/// `count` requests, evenly within one second before kNow.
void ask(HostLimits &limits, const QString &host, int count)
{
    for (int i = 0; i < count; ++i)
        limits.asked(host, kNow - 1s + i * 1s / std::max(count, 1) + 1ms);
}

/// How many requests are sent to it by whoever sends one whenever one may be sent.
int sentWithin(HostLimits &limits, const QString &host, std::chrono::milliseconds time,
               HostLimits::Clock::time_point from)
{
    int sent = 0;
    for (auto now = from; now < from + time; now += 1ms) {
        for (; limits.turn(host, now) == HostRoom::Free && sent < 10'000; ++sent)
            limits.asked(host, now);
    }
    return sent;
}

/// A server that answers so many requests in any second, or in each, and refuses what is more.
class StrictHost
{
public:
    enum class Counts { AnySecond, EachSecond };
    StrictHost(int mostPerSecond, Counts counts)
        : m_most(mostPerSecond)
        , m_counts(counts)
    {
    }
    bool answers(HostLimits::Clock::time_point now)
    {
        const auto begins = m_counts == Counts::AnySecond
                                ? now - 1s
                                : HostLimits::Clock::time_point(
                                      std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()));
        while (!m_answered.empty() && m_answered.front() < begins)
            m_answered.pop_front();
        if (std::ssize(m_answered) >= m_most)
            return false;
        m_answered.push_back(now);
        return true;
    }

private:
    const int m_most;
    const Counts m_counts;
    std::deque<HostLimits::Clock::time_point> m_answered;
};

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
    void paces_data();
    void paces();
    void paceChanges();
    void onlyOneHostIsSlow();
    void strictHost_data();
    void strictHost();
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
        const auto left = limits.untilNextTurn(now).value();
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
    QVERIFY(!limits.untilNextTurn(kNow));
    limits.pause(kA, 3s, kNow);
    limits.pause(kB, 2s, kNow);
    QCOMPARE(limits.untilNextTurn(kNow), std::optional<std::chrono::milliseconds>(2s));
    QCOMPARE(limits.untilNextTurn(kNow + 2s), std::optional<std::chrono::milliseconds>(1s));
    QCOMPARE(limits.untilNextTurn(kNow + 2999ms + 1us), std::optional<std::chrono::milliseconds>(1ms));
    QVERIFY(!limits.untilNextTurn(kNow + 3s));
}

void tst_HostLimits::paces_data()
{
    QTest::addColumn<int>("asked");
    QTest::addColumn<std::optional<double>>("pace");
    const auto row = [](const char *name, int asked, std::optional<double> pace) {
        QTest::newRow(name) << asked << pace;
    };
    row("never asked", 0, {});
    row("asked once, it cannot have been too often", 1, {});
    row("some times, nor can that", 9, {});
    row("half of what it was asked", 26, 13.0);
    row("of a fast one, too", 800, 400.0);
    row("no less than eight a second at first", 10, 8.0);
}

void tst_HostLimits::paces()
{
    QFETCH(int, asked);
    QFETCH(std::optional<double>, pace);
    HostLimits limits;
    ask(limits, kA, asked);
    QCOMPARE(limits.turn(kA, kNow), HostRoom::Free);
    QCOMPARE(limits.tooMany(kA, kNow), pace);
    const int sent = sentWithin(limits, kA, 1s, kNow);
    if (!pace) {
        QCOMPARE(sent, 10'000);
        QVERIFY(!limits.untilNextTurn(kNow));
        return;
    }
    // One at once, what a timer that is late may make up for, and what each request makes it faster.
    QVERIFY2(sent >= *pace && sent <= *pace * 1.1 + 2, QByteArray::number(sent));
    std::ignore = sentWithin(limits, kA, 1ms, kNow + 1s);
    QCOMPARE(limits.turn(kA, kNow + 1s), HostRoom::Full);
    QCOMPARE(limits.room(kA, kNow + 1s), HostRoom::Full);
    const auto left = limits.untilNextTurn(kNow + 1s).value();
    QCOMPARE(limits.turn(kA, kNow + 1s + left), HostRoom::Free);
}

void tst_HostLimits::paceChanges()
{
    HostLimits limits;
    ask(limits, kA, 40);
    QCOMPARE(limits.tooMany(kA, kNow), std::optional(20.0));
    QCOMPARE(limits.tooMany(kA, kNow + 999ms), std::optional<double>()); // was under way already
    QCOMPARE(limits.tooMany(kA, kNow + 1s), std::optional(10.0));
    const int first = sentWithin(limits, kA, 1s, kNow + 2s);
    std::ignore = sentWithin(limits, kA, 20s, kNow + 3s);
    const int later = sentWithin(limits, kA, 1s, kNow + 23s);
    QVERIFY2(later > 2 * first && later < 3 * first, QByteArray::number(later));
    for (auto now = kNow + 24s; now < kNow + 40s; now += 2s)
        std::ignore = limits.tooMany(kA, now);
    QCOMPARE(limits.tooMany(kA, kNow + 40s), std::optional(1.0)); // never slower than that
    std::ignore = sentWithin(limits, kA, 1ms, kNow + 40s + 5min - 1ms);
    QCOMPARE(limits.turn(kA, kNow + 40s + 5min - 1ms), HostRoom::Full);
    QCOMPARE(limits.turn(kA, kNow + 40s + 5min), HostRoom::Free);
    QCOMPARE(sentWithin(limits, kA, 1s, kNow + 40s + 5min), 10'000);
}

void tst_HostLimits::onlyOneHostIsSlow()
{
    HostLimits limits;
    ask(limits, kA, 100);
    ask(limits, kB, 100);
    QVERIFY(limits.tooMany(kA, kNow));
    limits.asked(kA, kNow);
    limits.asked(kA, kNow);
    QCOMPARE(limits.turn(kA, kNow), HostRoom::Full);
    QCOMPARE(sentWithin(limits, kB, 1s, kNow), 10'000);
}

void tst_HostLimits::strictHost_data()
{
    using Counts = StrictHost::Counts;
    QTest::addColumn<Counts>("counts");
    QTest::addColumn<std::chrono::milliseconds>("latency");
    QTest::addColumn<std::optional<std::chrono::milliseconds>>("retryAfter");
    using Wish = std::optional<std::chrono::milliseconds>;
    QTest::newRow("recipe 2: near") << Counts::AnySecond << 5ms << Wish(1s);
    QTest::newRow("recipe 2: usual") << Counts::AnySecond << 40ms << Wish(1s);
    QTest::newRow("recipe 2: far") << Counts::AnySecond << 250ms << Wish(1s);
    QTest::newRow("recipe 2: it does not say when") << Counts::AnySecond << 40ms << Wish();
    QTest::newRow("recipe 2: it wants longer pauses") << Counts::AnySecond << 40ms << Wish(5s);
    QTest::newRow("recipe 2: it counts by its clock") << Counts::EachSecond << 40ms << Wish(1s);
}

/// 1,270 requests over six connections to a host that answers 20 a second.
void tst_HostLimits::strictHost()
{
    QFETCH(StrictHost::Counts, counts);
    QFETCH(std::chrono::milliseconds, latency);
    QFETCH(std::optional<std::chrono::milliseconds>, retryAfter);
    StrictHost host(20, counts);
    HostLimits limits;
    struct Answer
    {
        HostLimits::Clock::time_point due;
        bool isGood;
    };
    std::deque<Answer> underWay;
    int answered = 0;
    int refused = 0;
    auto now = kNow;
    for (; answered < 1270 && now < kNow + 10min; now += 1ms) {
        for (; !underWay.empty() && underWay.front().due <= now; underWay.pop_front()) {
            limits.release(kA);
            if (underWay.front().isGood) {
                ++answered;
                limits.heard(kA);
            } else {
                ++refused;
                std::ignore = limits.tooMany(kA, now);
                limits.pause(kA, retryAfter, now);
            }
        }
        while (limits.room(kA, now) == HostRoom::Free) {
            limits.acquire(kA);
            limits.asked(kA, now);
            underWay.push_back({now + latency, host.answers(now + latency / 2)});
        }
    }
    QCOMPARE(answered, 1270);
    QVERIFY2(refused > 0 && refused < (1270 + refused) * 5 / 100, QByteArray::number(refused));
    // Nor is it left alone for much longer than it wants: it would take 63 s at least.
    QVERIFY2(now - kNow < 150s, QByteArray::number((now - kNow) / 1s));
}

SLUICE_TEST(tst_HostLimits)
#include "tst_hostlimits.moc"
