#include "tests/support/harness.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTest>

using namespace support;
using transfer::State;

namespace {

const core::Error kMetered{core::ErrorKind::NetworkMetered, QStringLiteral("mobile")};

} // namespace

/// Something that keeps all downloads from running for a while.
class tst_PauseReason : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void runningOnesWaitAndGoOn()
    {
        Harness harness;
        const QByteArray path = publish(harness);
        harness.server.always(path, fault::limited(1 << 20));
        const auto id = harness.add(harness.source(path));
        QTRY_VERIFY(harness.server.bytesServed() > (3 << 20));
        harness.queue().setPauseReason(kMetered);
        QTRY_COMPARE(harness.item(id).state, State::Waiting);
        QCOMPARE(harness.item(id).error.kind, core::ErrorKind::NetworkMetered);
        QVERIFY(!harness.item(id).waitingUntil.isValid());
        QCOMPARE(harness.queue().activeCount(), 0);
        QCOMPARE(harness.happened(transfer::Event::Kind::Waiting), 1);

        harness.server.always(path, fault::none());
        const qint64 before = harness.server.bytesServed();
        harness.queue().setPauseReason({});
        QVERIFY(harness.waitFor(id, State::Done));
        QVERIFY(harness.server.bytesServed() - before < (7 << 20)); // what was fetched was kept
        QCOMPARE(harness.item(id).error.kind, core::ErrorKind::None);
    }

    /// A rule of the schedule that holds now stops what runs; without it all goes on.
    void theScheduleStops()
    {
        Harness harness;
        const QByteArray path = publish(harness);
        harness.server.always(path, fault::limited(1 << 20));
        const auto id = harness.add(harness.source(path));
        QTRY_VERIFY(harness.server.bytesServed() > (1 << 20));
        queue::Settings settings = harness.queue().settings();
        settings.schedule.rules = {{0x7f, QTime(0, 0), QTime(0, 0), queue::ScheduleRule::kNothingRuns}};
        harness.queue().setSettings(settings);
        QTRY_COMPARE(harness.item(id).state, State::Waiting);
        QCOMPARE(harness.item(id).error.kind, core::ErrorKind::OutOfHours);
        QCOMPARE(harness.queue().pausedBy().kind, core::ErrorKind::OutOfHours);
        harness.queue().run({id});
        QTRY_COMPARE(harness.item(id).state, State::Waiting);
        harness.queue().setPauseReason(kMetered); // and another reason beside it
        settings.schedule.rules.clear();
        harness.queue().setSettings(settings);
        QTRY_COMPARE(harness.item(id).error.kind, core::ErrorKind::NetworkMetered);
        harness.server.always(path, fault::none());
        harness.queue().setPauseReason({});
        QVERIFY(harness.waitFor(id, State::Done));
    }

    /// Only those whose turn it is say why; the others wait for their turn as always.
    void nothingStarts()
    {
        queue::Settings settings;
        settings.jobs = 2;
        Harness harness(settings);
        harness.queue().setPauseReason(kMetered);
        harness.server.serve("/x", "x");
        QList<queue::ItemId> ids;
        for (const char *name : {"a", "b", "c"})
            ids << harness.add(harness.source("/x"), QString::fromLatin1(name));
        QTRY_COMPARE(harness.item(ids[1]).state, State::Waiting);
        QCOMPARE(harness.item(ids[0]).state, State::Waiting);
        QCOMPARE(harness.item(ids[2]).state, State::Queued);
        harness.queue().run({ids[0]}); // the user's "now" cannot pass it either
        QTRY_COMPARE(harness.item(ids[0]).state, State::Waiting);
        QCOMPARE(harness.item(ids[2]).state, State::Queued);
        harness.queue().hold({ids[0]});
        QCOMPARE(harness.item(ids[0]).state, State::Paused);
        QCOMPARE(harness.server.requests().size(), 0);
        harness.queue().setPauseReason({});
        QVERIFY(harness.waitFor(ids[1], State::Done));
        QVERIFY(harness.waitFor(ids[2], State::Done));
        QCOMPARE(harness.item(ids[0]).state, State::Paused);
    }

    /// One that waits for its server keeps its own reason and time.
    void otherWaitsAreLeftAlone()
    {
        queue::Settings settings;
        settings.retryEvery = std::chrono::minutes(5);
        Harness harness(settings);
        harness.server.serve("/x", "x");
        harness.server.always("/x", fault::status(503));
        const auto id = harness.add(harness.source("/x"));
        QVERIFY(harness.waitFor(id, State::Waiting));
        const QDateTime until = harness.item(id).waitingUntil;
        QVERIFY(until.isValid());
        harness.queue().setPauseReason(kMetered);
        harness.queue().setPauseReason({});
        QCOMPARE(harness.item(id).state, State::Waiting);
        QCOMPARE(harness.item(id).waitingUntil, until);
    }

    /// Another proxy: what runs goes the new way at once.
    void anotherProxyIsUsedAtOnce()
    {
        Harness harness;
        const QByteArray path = publish(harness);
        harness.server.always(path, fault::limited(1 << 20));
        const auto id = harness.add(harness.source(path));
        QTRY_VERIFY(harness.server.bytesServed() > (1 << 20));
        const qsizetype before = harness.server.requests().size();
        queue::Settings settings = harness.queue().settings();
        settings.proxy = {http::ProxyKind::Http, QStringLiteral("127.0.0.1"), closedPort(), {}, {}};
        harness.queue().setSettings(settings);
        harness.server.always(path, fault::none());
        QTRY_VERIFY(harness.server.requests().size() > before);
        QVERIFY(harness.waitFor(id, State::Done));
        settings.proxy = {};
        harness.queue().setSettings(settings);
    }

private:
    static QByteArray publish(Harness &harness)
    {
        return harness.publish(buildObject(payload(noise(1), 8 << 20), 64 * 1024, {}));
    }
};

SLUICE_TEST(tst_PauseReason)
#include "tst_pausereason.moc"
