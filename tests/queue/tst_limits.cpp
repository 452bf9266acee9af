#include "tests/support/harness.h"
#include "tests/support/ownqueue.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace support;
using transfer::State;

/// Limits as a whole download meets them.
class tst_Limits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void theScheduleSaysTheRate_data();
    void theScheduleSaysTheRate();
    void oneItemIsHeldBackTheOtherIsNot();
    void twoFilesGetTheSame();
    void limitsAreRemembered();

private:
    QTemporaryDir m_state;
};

namespace {

constexpr qint64 kSize = 1'500'000;
constexpr qint64 kRate = 1'000'000;

BuiltObject object(std::uint64_t seed, std::size_t size = kSize)
{
    return buildObject(payload(noise(seed), size), 64 << 10, {Encoding::Raw});
}

} // namespace

void tst_Limits::theScheduleSaysTheRate_data()
{
    QTest::addColumn<QString>("rules");
    QTest::addColumn<qint64>("usual");
    QTest::addColumn<bool>("isSlow");
    QTest::newRow("none") << QString() << qint64(0) << false;
    QTest::newRow("the usual limit") << QString() << kRate << true;
    QTest::newRow("limited now") << QStringLiteral("1234567 00:00-00:00 1000000") << qint64(0) << true;
    QTest::newRow("unlimited now") << QStringLiteral("1234567 00:00-00:00 0") << kRate << false;
}

void tst_Limits::theScheduleSaysTheRate()
{
    QFETCH(QString, rules);
    QFETCH(qint64, usual);
    QFETCH(bool, isSlow);
    Harness h;
    queue::Settings settings;
    settings.bytesPerSecond = usual;
    settings.schedule = queue::scheduleFromText(rules).value();
    h.queue().setSettings(settings);
    const core::Source source = h.source(h.publish(object(1)));
    // What no limit slows may be slowed by a busy machine, but not every time.
    bool wasSlow = true;
    for (int i = 0; i < 5 && wasSlow && (i == 0 || !isSlow); ++i) {
        QElapsedTimer timer;
        timer.start();
        QVERIFY(h.fetch(source, QString::number(i)));
        // A bucket of 100 ms comes at once.
        wasSlow = timer.elapsed() > 1000 * (kSize / 2) / kRate;
    }
    QCOMPARE(wasSlow, isSlow);
}

void tst_Limits::oneItemIsHeldBackTheOtherIsNot()
{
    Harness h;
    const core::Source slow = h.source(h.publish(object(1)));
    const queue::ItemId id =
        h.queue()
            .add({queue::Request{
                slow, h.folder(), QStringLiteral("slow"), {}, transfer::Intent::Run, kRate / 5}})
            .first();
    QElapsedTimer timer;
    timer.start();
    QVERIFY(h.fetch(h.source(h.publish(object(2))), QStringLiteral("fast")));
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(h.item(id).state == State::Downloading || h.item(id).state == State::Connecting);
    const auto bytes = [&] {
        h.queue().poll();
        return h.item(id).progress.networkBytes;
    };
    QTRY_VERIFY_WITH_TIMEOUT(bytes() > kRate / 5, 20'000); // what its limit allows in a second
    const qint64 moved = bytes();
    QVERIFY2(moved <= timer.elapsed() * kRate / 5 / 1000 + kRate / 10, qPrintable(QString::number(moved)));
    h.queue().setLimit({id}, 0); // while it runs
    timer.restart();
    QVERIFY(h.waitFor(id, State::Done));
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(h.content(QStringLiteral("slow")), toByteArray(object(1).payload));
}

/// However many connections each has: one server of the two takes no more than one.
void tst_Limits::twoFilesGetTheSame()
{
    Harness h;
    queue::Settings settings;
    settings.bytesPerSecond = 2 * kRate;
    h.queue().setSettings(settings);
    const core::Source many = h.source(h.publish(object(1, 12u << 20)));
    const QByteArray path = h.publish(object(2, 12u << 20));
    h.server.always(path, fault::rangeIgnored());
    const queue::ItemId first = h.add(many, QStringLiteral("many"));
    const queue::ItemId second = h.add(h.source(path), QStringLiteral("one"));
    QVERIFY(h.waitFor(first, State::Downloading));
    QVERIFY(h.waitFor(second, State::Downloading));
    const auto bytesOf = [&](queue::ItemId id) {
        h.queue().poll();
        return h.item(id).progress.networkBytes;
    };
    const qint64 before = bytesOf(first);
    const qint64 beforeToo = bytesOf(second);
    // What the limit allows each in four seconds.
    QTRY_VERIFY_WITH_TIMEOUT(bytesOf(first) - before > 4 * kRate, 30'000);
    const double share = double(bytesOf(first) - before) / double(bytesOf(second) - beforeToo);
    QVERIFY2(share > 0.9 && share < 1.1, qPrintable(QString::number(share)));
    h.queue().remove({first, second}, queue::Removal::DeleteEverything);
}

void tst_Limits::limitsAreRemembered()
{
    const QString database = m_state.filePath(QStringLiteral("queue.db"));
    const auto source = core::sourceFromLine(QStringLiteral("http://127.0.0.1:1/x")).value();
    {
        support::OwnQueue queue({}, database);
        queue.load();
        const auto ids = queue.add(
            {queue::Request{source, m_state.path(), QStringLiteral("a"), {}, transfer::Intent::Hold, 123},
             queue::Request{source, m_state.path(), QStringLiteral("b"), {}, transfer::Intent::Hold}});
        QCOMPARE(queue.at(0).bytesPerSecond, 123);
        queue.setLimit({ids[1]}, 456);
        queue.setLimit({queue::ItemId{-1}}, 5);
    }
    support::OwnQueue queue({}, database);
    QSignalSpy loaded(&queue, &queue::Queue::loaded);
    queue.load();
    QVERIFY(loaded.wait());
    QCOMPARE(queue.count(), 2);
    QCOMPARE(queue.at(0).bytesPerSecond, 123);
    QCOMPARE(queue.at(1).bytesPerSecond, 456);
}

SLUICE_TEST(tst_Limits)
#include "tst_limits.moc"
