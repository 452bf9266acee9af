#include "core/transfer/routing/mirrors.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace transfer;
using namespace std::chrono_literals;
using core::ErrorKind;

class tst_Mirrors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void preferenceAndSpread();
    void primariesBeforeOthers_data();
    void primariesBeforeOthers();
    void backoffThenSpent();
    void retryAfterWins();
    void notHereIsSpentAtOnce();
    void badBytesDemoteAMirror();
    void withoutRangesOnlyAtLast();
    void whatWasSaidByAll();
    void nowhere();
    void fewerConnectionsForAWhile();
    void askedOnceWithoutRanges_data();
    void askedOnceWithoutRanges();
};

namespace {

using Rooms = QHash<QString, HostRoom>;

const Mirrors::Clock::time_point kNow{1000h};
const auto kAnyHost = [](const QString &) { return HostRoom::Free; };

Mirrors threeMirrors()
{
    return Mirrors({QUrl(QStringLiteral("http://a/x")), QUrl(QStringLiteral("http://b/x")),
                    QUrl(QStringLiteral("http://c:8080/x"))},
                   http::RetryPolicy::preset(http::NetworkProfile::Standard));
}

Outcome failure(ErrorKind kind, qint64 chunk = -1, qint64 bytes = 0)
{
    Outcome end;
    end.error.kind = kind;
    end.chunk = chunk;
    end.bytes = bytes;
    return end;
}

int chosen(const Mirrors &mirrors, int avoid = -1)
{
    const auto choice = mirrors.choose(kNow, avoid, kAnyHost);
    return std::holds_alternative<int>(choice) ? std::get<int>(choice) : -1;
}

} // namespace

void tst_Mirrors::preferenceAndSpread()
{
    Mirrors mirrors = threeMirrors();
    QCOMPARE(chosen(mirrors), 0);
    QCOMPARE(chosen(mirrors, 0), 1);
    mirrors[0].connections = 1;
    QCOMPARE(chosen(mirrors), 1);
    const auto notB = [](const QString &host) { return host == u"b" ? HostRoom::Full : HostRoom::Free; };
    QCOMPARE(std::get<int>(mirrors.choose(kNow, -1, notB)), 2);
    const auto none = [](const QString &) { return HostRoom::Full; };
    QCOMPARE(std::get<std::chrono::milliseconds>(mirrors.choose(kNow, -1, none)), 0ms);
}

/// Four mirrors, the first two of them primaries.
void tst_Mirrors::primariesBeforeOthers_data()
{
    QTest::addColumn<std::function<void(Mirrors &)>>("happened");
    QTest::addColumn<Rooms>("rooms");
    QTest::addColumn<int>("avoid");
    QTest::addColumn<int>("expected"); // -1: waits
    using Happened = std::function<void(Mirrors &)>;
    const auto row = [](const char *name, int expected, const Happened &happened, const Rooms &rooms = {},
                        int avoid = -1) { QTest::newRow(name) << happened << rooms << avoid << expected; };
    const auto fails = [](std::initializer_list<int> indices, ErrorKind kind) {
        return [indices = QList<int>(indices), kind](Mirrors &mirrors) {
            for (const int index : indices)
                std::ignore = mirrors.failed(index, failure(kind), kNow, 0.5);
        };
    };
    const Happened nothing = [](Mirrors &) {};
    const QString a = QStringLiteral("a");
    const QString b = QStringLiteral("b");
    const QString c = QStringLiteral("c");
    row("nothing happened", 0, nothing);
    row("one has connections", 1, [](Mirrors &mirrors) { mirrors[0].connections = 3; });
    row("both have", 0, [](Mirrors &m) { m[0].connections = m[1].connections = 3; });
    row("one does not have it", 1, fails({0}, ErrorKind::NotFound));
    row("neither has it", 2, fails({0, 1}, ErrorKind::NotFound));
    row("nor has the next one", 3, fails({0, 1, 2}, ErrorKind::NotFound));
    row("both rest", 2, fails({0, 1}, ErrorKind::ConnectionLost));
    row("one rests, one does not have it", 2, [&](Mirrors &mirrors) {
        fails({0}, ErrorKind::Stalled)(mirrors);
        fails({1}, ErrorKind::NotFound)(mirrors);
    });
    row("they failed, and have rested", 0, [](Mirrors &m) { m[0].failures = m[1].failures = 2; });
    row("both are full", -1, nothing, {{a, HostRoom::Full}, {b, HostRoom::Full}});
    row("both are busy", 2, nothing, {{a, HostRoom::Paused}, {b, HostRoom::Paused}});
    row("one busy, one full", -1, nothing, {{a, HostRoom::Paused}, {b, HostRoom::Full}});
    row("one busy, one damaged", 2, [](Mirrors &m) { m.demote(1); }, {{a, HostRoom::Paused}});
    row("one full, one damaged", -1, [](Mirrors &m) { m.demote(1); }, {{a, HostRoom::Full}});
    row("all are damaged", 0, [](Mirrors &m) {
        for (int i = 0; i < 4; ++i)
            m.demote(i);
    });
    row("the next one full", -1, fails({0, 1}, ErrorKind::NotFound), {{c, HostRoom::Full}});
    row("one that has just failed, one without it", 2, fails({1}, ErrorKind::NotFound), {}, 0);
    row("all that is left has just failed", 0, fails({1, 2, 3}, ErrorKind::NotFound), {}, 0);
    row("one is slow, and others are fast but have no turn", 0, [&](Mirrors &mirrors) {
        fails({1}, ErrorKind::NotFound)(mirrors);
        mirrors[0].slowUntil = kNow + 1s;
    });
    row("no ranges at both", 2, [](Mirrors &m) { m[0].hasRanges = m[1].hasRanges = false; });
}

void tst_Mirrors::primariesBeforeOthers()
{
    QFETCH(std::function<void(Mirrors &)>, happened);
    QFETCH(Rooms, rooms);
    QFETCH(int, avoid);
    QFETCH(int, expected);
    QList<QUrl> urls;
    for (const char host : {'a', 'b', 'c', 'd'})
        urls << QUrl(QStringLiteral("http://%1/x").arg(QLatin1Char(host)));
    Mirrors mirrors(urls, http::RetryPolicy::preset(http::NetworkProfile::Standard), 2);
    happened(mirrors);
    const auto choice = mirrors.choose(
        kNow, avoid, [&](const QString &host) { return rooms.value(host, HostRoom::Free); },
        [](const QString &host) { return host > u"b" ? 100.0 : 1.0; }); // the others are much better hosts
    QCOMPARE(std::holds_alternative<int>(choice) ? std::get<int>(choice) : -1, expected);
    QVERIFY(!std::holds_alternative<Mirrors::Spent>(choice));
}

void tst_Mirrors::backoffThenSpent()
{
    Mirrors mirrors({QUrl(QStringLiteral("http://a/x"))},
                    http::RetryPolicy::preset(http::NetworkProfile::Standard));
    for (int i = 0; i < 3; ++i) {
        const auto delay = mirrors.failed(0, failure(ErrorKind::ConnectionRefused), kNow, 0.5);
        QCOMPARE(delay, std::optional(50ms * (1 << i)));
        QCOMPARE(std::get<std::chrono::milliseconds>(mirrors.choose(kNow, -1, kAnyHost)), *delay);
        QCOMPARE(std::get<int>(mirrors.choose(kNow + *delay, -1, kAnyHost)), 0);
    }
    QVERIFY(!mirrors.failed(0, failure(ErrorKind::ConnectionRefused), kNow, 0.5));
    QVERIFY(std::holds_alternative<Mirrors::Spent>(mirrors.choose(kNow + 1h, -1, kAnyHost)));
    QVERIFY(mirrors.mayHeal());
    QCOMPARE(mirrors.exhausted().kind, ErrorKind::ConnectionRefused);
}

void tst_Mirrors::retryAfterWins()
{
    Mirrors mirrors = threeMirrors();
    Outcome end = failure(ErrorKind::ServerBusy);
    end.refusal.retryAfter = 7s;
    QCOMPARE(mirrors.failed(0, end, kNow, 0.1), std::optional<std::chrono::milliseconds>(7s));
}

void tst_Mirrors::notHereIsSpentAtOnce()
{
    Mirrors mirrors = threeMirrors();
    QVERIFY(!mirrors.failed(0, failure(ErrorKind::NotFound), kNow, 0.5));
    QCOMPARE(chosen(mirrors), 1);
    QVERIFY(!mirrors.failed(1, failure(ErrorKind::Forbidden), kNow, 0.5));
    QVERIFY(!mirrors.failed(2, failure(ErrorKind::NotFound), kNow, 0.5));
    QVERIFY(!mirrors.mayHeal());
}

void tst_Mirrors::badBytesDemoteAMirror()
{
    Mirrors mirrors = threeMirrors();
    const Outcome bad = failure(ErrorKind::ChunkDigestWrong, 5, 1000);
    QVERIFY(!mirrors.failed(0, bad, kNow, 0.5));
    QCOMPARE(chosen(mirrors), 1);
    QVERIFY(!mirrors.failed(1, bad, kNow, 0.5));
    // The last one left is asked again, but not for ever.
    QCOMPARE(mirrors.failed(2, bad, kNow, 0.5), std::optional(0ms));
    mirrors.succeeded(2, 1000);
    QCOMPARE(chosen(mirrors), 2);
    QCOMPARE(mirrors.failed(2, bad, kNow, 0.5), std::optional(0ms));
    QVERIFY(!mirrors.failed(2, bad, kNow, 0.5));
}

void tst_Mirrors::withoutRangesOnlyAtLast()
{
    Mirrors mirrors = threeMirrors();
    mirrors[0].hasRanges = false;
    QCOMPARE(chosen(mirrors), 1);
    QVERIFY(!mirrors.allWithoutRanges());
    std::ignore = mirrors.failed(1, failure(ErrorKind::NotFound), kNow, 0.5);
    std::ignore = mirrors.failed(2, failure(ErrorKind::NotFound), kNow, 0.5);
    QVERIFY(mirrors.allWithoutRanges());
    QCOMPARE(chosen(mirrors), 0);
}

void tst_Mirrors::whatWasSaidByAll()
{
    Mirrors mirrors = threeMirrors();
    for (int i = 0; i < 3; ++i)
        std::ignore =
            mirrors.failed(i, failure(i == 1 ? ErrorKind::Forbidden : ErrorKind::NotFound), kNow, 0.5);
    const core::Error error = mirrors.exhausted();
    QCOMPARE(error.kind, ErrorKind::CdnExhausted);
    for (const char *host : {"a: ", "b: ", "c:8080: "})
        QVERIFY2(error.detail.contains(QString::fromLatin1(host)), qPrintable(error.detail));
}

/// That is one answer, not several.
void tst_Mirrors::nowhere()
{
    Mirrors mirrors = threeMirrors();
    for (int i = 0; i < 3; ++i)
        std::ignore = mirrors.failed(i, failure(ErrorKind::NotFound), kNow, 0.5);
    const core::Error error = mirrors.exhausted();
    QCOMPARE(error.kind, ErrorKind::NotFound);
    for (const char *host : {"a: ", "b: ", "c:8080: "})
        QVERIFY2(error.detail.contains(QString::fromLatin1(host)), qPrintable(error.detail));
}

void tst_Mirrors::fewerConnectionsForAWhile()
{
    Mirrors mirrors({QUrl(QStringLiteral("http://a/x"))}, {});
    mirrors[0].connections = 2;
    QCOMPARE(chosen(mirrors), 0);
    mirrors.takesOnly(0, 2, false, kNow);
    QCOMPARE(chosen(mirrors), -1);
    mirrors[0].connections = 1;
    QCOMPARE(chosen(mirrors), 0);
    mirrors[0].connections = 2;
    const auto later = [&](std::chrono::seconds time) {
        return std::holds_alternative<int>(mirrors.choose(kNow + time, -1, kAnyHost));
    };
    QVERIFY(!later(29s));
    QVERIFY(later(31s)); // perhaps it takes more by now
    mirrors.takesOnly(0, 2, false, kNow + 31s);
    QVERIFY(!later(31s + 59s));
    QVERIFY(later(31s + 61s));
    mirrors.takesOnly(0, 0, true, kNow); // one at least, and no more for good
    QVERIFY(!later(1000h));
    mirrors[0].connections = 0;
    QVERIFY(later(0s));
}

void tst_Mirrors::askedOnceWithoutRanges_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("isAsked");
    for (const auto kind : {ErrorKind::NotFound, ErrorKind::Forbidden, ErrorKind::ServerBusy,
                            ErrorKind::ServerFailed, ErrorKind::UnexpectedStatus, ErrorKind::WrongRange,
                            ErrorKind::ConnectionLost, ErrorKind::Stalled, ErrorKind::RedirectRefused})
        QTest::newRow(qPrintable(core::name(kind))) << kind << true;
    for (const auto kind : {ErrorKind::CredentialsNeeded, ErrorKind::TlsFailed, ErrorKind::HostNotFound,
                            ErrorKind::ConnectionRefused})
        QTest::newRow(qPrintable(core::name(kind))) << kind << false;
}

void tst_Mirrors::askedOnceWithoutRanges()
{
    QFETCH(ErrorKind, kind);
    QFETCH(bool, isAsked);
    Mirrors mirrors({QUrl(QStringLiteral("http://a/x"))}, {});
    for (int i = 0; i < 5; ++i)
        std::ignore = mirrors.failed(0, failure(kind), kNow, 0.0);
    QVERIFY(mirrors[0].isSpent);
    QCOMPARE(mirrors.askPlainly(0), isAsked);
    QCOMPARE(mirrors[0].isSpent, !isAsked);
    if (!isAsked)
        return;
    QCOMPARE(chosen(mirrors), 0);
    QVERIFY(mirrors[0].refusesRanges);
    QVERIFY(!mirrors.failed(0, failure(kind), kNow, 0.0));
    QVERIFY(!mirrors.askPlainly(0)); // once
    Mirrors proven({QUrl(QStringLiteral("http://a/x"))}, {});
    proven[0].hasProvenRanges = true;
    std::ignore = proven.failed(0, failure(kind), kNow, 0.0);
    QVERIFY(!proven.askPlainly(0));
}

SLUICE_TEST(tst_Mirrors)
#include "tst_mirrors.moc"
