#include "tests/support/harness.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace support;
using transfer::Event;
using transfer::State;

/// Damage, broken connections and missing files: what it costs to get over them.
class tst_Repair : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void aChunkDamagedOnceCostsTheSegmentsRemainder();
    void aChunkDamagedAlwaysComesFromTheOtherMirror();
    void brokenConnectionsGoOnWhereTheyBroke_data();
    void brokenConnectionsGoOnWhereTheyBroke();
    void notThereOnOneMirrorAndOnAll();

private:
    QTemporaryDir m_state;
};

void tst_Repair::aChunkDamagedOnceCostsTheSegmentsRemainder()
{
    Harness h;
    const BuiltObject object = largeObject();
    const QByteArray path = h.publish(object);
    const auto damagedAt = static_cast<qint64>(object.table[40].encodedOffset + 100);
    std::atomic<bool> isDamaged{false};
    h.server.setRule([&](const Request &request) -> std::optional<Fault> {
        const auto bounds = request.range().mid(6).split('-');
        const bool covers = bounds[0].toLongLong() <= damagedAt && damagedAt <= bounds[1].toLongLong();
        return covers && !isDamaged.exchange(true) ? std::optional(fault::bitFlipped(damagedAt))
                                                   : std::nullopt;
    });
    QVERIFY(h.fetch(h.source(path)));
    QCOMPARE(h.content(), toByteArray(object.payload));
    QCOMPARE(h.happened(Event::Kind::ChunkRefetched), 1);
    // The bad chunk is fetched again to the end of its segment; what the server had sent of it is the loss.
    const quint64 twice = bodyBytes(h.server.requests()) - object.bytes.size();
    QVERIFY2(twice <= 4u << 20, qPrintable(QString::number(twice)));
}

void tst_Repair::aChunkDamagedAlwaysComesFromTheOtherMirror()
{
    Harness h;
    const BuiltObject object = largeObject();
    const QByteArray path = h.publish(object);
    const auto damagedAt = static_cast<qint64>(object.table[70].encodedOffset + 5);
    h.server.setRule([&](const Request &request) -> std::optional<Fault> {
        return request.header("Host").startsWith("127") ? std::optional(fault::bitFlipped(damagedAt))
                                                        : std::nullopt;
    });
    QVERIFY(h.fetch(h.source(path, {QStringLiteral("127.0.0.1"), QStringLiteral("localhost")})));
    QCOMPARE(h.content(), toByteArray(object.payload));
    QVERIFY(h.happened(Event::Kind::ChunkRefetched) <= 3);
}

void tst_Repair::brokenConnectionsGoOnWhereTheyBroke_data()
{
    QTest::addColumn<QList<Fault>>("faults");
    QTest::newRow("reset") << QList{fault::resetAfter(300'000), fault::resetAfter(150'000)};
    QTest::newRow("closed early") << QList{fault::closedAfter(300'000), fault::closedAfter(1)};
    QTest::newRow("busy") << QList{fault::retryAfter(503, "0"), fault::status(500), fault::status(502)};
    QTest::newRow("wrong range") << QList{fault::none(), fault::shifted(10), fault::contentRange("garbage")};
    QTest::newRow("encoded") << QList{fault::none(), fault::labelled("gzip")};
}

void tst_Repair::brokenConnectionsGoOnWhereTheyBroke()
{
    QFETCH(QList<Fault>, faults);
    queue::Settings settings;
    settings.network = http::NetworkProfile::Unreliable;
    Harness h(settings);
    const BuiltObject object = largeObject(5u << 20);
    const QByteArray path = h.publish(object);
    h.server.script(path, faults);
    QVERIFY(h.fetch(h.source(path)));
    QCOMPARE(h.content(), toByteArray(object.payload));
    QVERIFY(h.happened(Event::Kind::Retry) >= 1);
    QCOMPARE(h.litter(), QStringList());
}

void tst_Repair::notThereOnOneMirrorAndOnAll()
{
    Harness h;
    const BuiltObject object = largeObject(3u << 20);
    const QByteArray path = h.publish(object);
    h.server.setRule([](const Request &request) -> std::optional<Fault> {
        return request.header("Host").startsWith("127") ? std::optional(fault::status(404)) : std::nullopt;
    });
    QVERIFY(h.fetch(h.source(path, {QStringLiteral("127.0.0.1"), QStringLiteral("localhost")})));
    QCOMPARE(h.content(), toByteArray(object.payload));

    h.server.setRule([](const Request &) { return std::optional(fault::status(404)); });
    const queue::ItemId both = h.add(
        h.source(path, {QStringLiteral("127.0.0.1"), QStringLiteral("localhost")}), QStringLiteral("both"));
    QVERIFY(h.waitFor(both, State::Failed));
    QCOMPARE(h.item(both).error.kind, core::ErrorKind::NotFound);
    const queue::ItemId one = h.add(h.source(path), QStringLiteral("one"));
    QVERIFY(h.waitFor(one, State::Failed));
    QCOMPARE(h.item(one).error.kind, core::ErrorKind::NotFound);
}

SLUICE_TEST(tst_Repair)
#include "tst_repair.moc"
