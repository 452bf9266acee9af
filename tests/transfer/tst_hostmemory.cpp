#include "core/transfer/routing/hostmemory.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <cmath>

using namespace transfer;
using namespace std::chrono_literals;
using core::ErrorKind;
using Answer = HostFacts::Answer;

namespace {

const QString kA = QStringLiteral("a.example");
const QString kB = QStringLiteral("b.example:8080");

Outcome failed(ErrorKind kind, int status = 0)
{
    Outcome outcome;
    outcome.error.kind = kind;
    outcome.refusal.status = status;
    return outcome;
}

Outcome brought(qint64 bytes, std::chrono::milliseconds took)
{
    Outcome outcome;
    outcome.bytes = bytes;
    outcome.took = took;
    return outcome;
}

/// Its latency alone: the failure that comes with it weighs nothing here.
Outcome answered(std::chrono::microseconds latency)
{
    Outcome outcome = failed(ErrorKind::RangeIgnored);
    outcome.latency = latency;
    return outcome;
}

} // namespace

class tst_HostMemory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void failuresAddUp();
    void speedIsSmoothed();
    void theUnknownGetItsChance();
    void everythingIsForgottenAfterADay();
    void survivesARestart();
    void believesNoNonsense_data();
    void believesNoNonsense();

private:
    template <typename Told>
    void learn(const QString &host, const Told &told)
    {
        m_memory.learn(host, told, m_now);
    }
    HostFacts facts(const QString &host) const { return m_memory.facts(host, m_now); }
    double worth(const QString &host) const { return m_memory.worth(host, m_now); }

    QDateTime m_now;
    HostMemory m_memory;
};

void tst_HostMemory::init()
{
    m_now = QDateTime::fromSecsSinceEpoch(1'000'000'000, Qt::UTC);
    m_memory = {};
}

void tst_HostMemory::failuresAddUp()
{
    learn(kA, failed(ErrorKind::ServerBusy, 503));
    QCOMPARE(facts(kA).failures, 5.0);
    learn(kA, failed(ErrorKind::NotFound, 404));
    QCOMPARE(facts(kA).failures, 5.5);
    learn(kA, failed(ErrorKind::ServerBusy, 429));
    QCOMPARE(facts(kA).failures, 5.5);
    learn(kA, failed(ErrorKind::ConnectionLost));
    QCOMPARE(facts(kA).failures, 6.5);
    QCOMPARE(worth(kA), std::pow(0.9, 6.5) * worth(kB));
    for (int i = 0; i < 10'000; ++i)
        learn(kA, failed(ErrorKind::ServerBusy, 503));
    QVERIFY(worth(kA) > 0); // never excluded
    for (int i = 0; i < 20; ++i)
        learn(kA, brought(1, 1ms));
    QVERIFY(facts(kA).failures < 0.01);
}

void tst_HostMemory::speedIsSmoothed()
{
    learn(kA, brought(1'000'000, 1s));
    QCOMPARE(facts(kA).bytesPerSecond, 1e6);
    learn(kA, brought(1000, 1s)); // too little to tell
    learn(kA, brought(1'000'000, 0ms));
    QCOMPARE(facts(kA).bytesPerSecond, 1e6);
    learn(kA, brought(2'000'000, 1s));
    QCOMPARE(facts(kA).bytesPerSecond, 1.4e6);
    learn(kA, answered(100ms));
    learn(kA, answered(50ms));
    QCOMPARE(facts(kA).latency, std::chrono::microseconds(80ms));
    QCOMPARE(facts(kA).failures, 0.0);
}

void tst_HostMemory::theUnknownGetItsChance()
{
    QCOMPARE(worth(kA), worth(kB));
    learn(kA, brought(5'000'000, 1s));
    QCOMPARE(worth(kA), worth(kB));
    learn(kB, brought(1'000'000, 1s));
    QVERIFY(worth(kA) > 4 * worth(kB));
}

void tst_HostMemory::everythingIsForgottenAfterADay()
{
    learn(kA, failed(ErrorKind::ServerBusy, 503));
    learn(kA, HostNews{.ranges = false});
    m_now = m_now.addSecs(23 * 3600);
    learn(kA, HostNews{.multiRange = true});
    QCOMPARE(facts(kA).ranges, Answer::No);
    m_now = m_now.addSecs(2 * 3600);
    QCOMPARE(facts(kA).ranges, Answer::Unknown);
    QCOMPARE(facts(kA).failures, 0.0);
    QVERIFY(m_memory.toJson(m_now).isEmpty());
    learn(kA, failed(ErrorKind::ServerBusy, 503));
    QCOMPARE(facts(kA).multiRange, Answer::Unknown);
    // A clock that was set back makes nothing last for years.
    m_now = m_now.addYears(-3);
    QCOMPARE(facts(kA).failures, 0.0);
}

void tst_HostMemory::survivesARestart()
{
    learn(kA, brought(3'000'000, 1s));
    learn(kA, HostNews{.ranges = true});
    learn(kA, HostNews{.multiRange = false});
    learn(kA, HostNews{.ahead = false});
    learn(kB, failed(ErrorKind::NotFound, 404));
    m_memory.stalledForAll(kB, m_now);
    const QJsonObject json = m_memory.toJson(m_now);
    m_memory = {};
    m_memory.fromJson(json, m_now);
    QCOMPARE(facts(kA).bytesPerSecond, 3e6);
    QCOMPARE(facts(kA).ranges, Answer::Yes);
    QCOMPARE(facts(kA).multiRange, Answer::No);
    QCOMPARE(facts(kA).ahead, Answer::No);
    QCOMPARE(facts(kB).failures, 0.5);
    QCOMPARE(facts(kB).stalls, 1);
    QCOMPARE(m_memory.toJson(m_now), json);
    m_now = m_now.addDays(2);
    HostMemory late;
    late.fromJson(json, m_now);
    QVERIFY(late.toJson(m_now).isEmpty());
}

void tst_HostMemory::believesNoNonsense_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("text") << QJsonValue(QStringLiteral("x"));
    QTest::newRow("number") << QJsonValue(7);
    QTest::newRow("empty") << QJsonValue(QJsonObject());
    QTest::newRow("no date") << QJsonValue(QJsonObject{{QStringLiteral("failures"), 3}});
    const QString since = QDateTime::fromSecsSinceEpoch(1'000'000'000, Qt::UTC).toString(Qt::ISODate);
    QTest::newRow("wild numbers") << QJsonValue(QJsonObject{{QStringLiteral("failures"), -1e300},
                                                            {QStringLiteral("bytesPerSecond"), -5},
                                                            {QStringLiteral("ranges"), QStringLiteral("yes")},
                                                            {QStringLiteral("since"), since}});
}

void tst_HostMemory::believesNoNonsense()
{
    QFETCH(QJsonValue, value);
    m_memory.fromJson({{kA, value}}, m_now);
    QCOMPARE(facts(kA).failures, 0.0);
    QCOMPARE(facts(kA).bytesPerSecond, 0.0);
    QCOMPARE(facts(kA).ranges, Answer::Unknown);
    QCOMPARE(worth(kA), worth(kB));
}

SLUICE_TEST(tst_HostMemory)
#include "tst_hostmemory.moc"
