#include "core/queue/running.h"
#include "tests/queue/madeitems.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace queue;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

/// What a transfer is told of its row and of the settings, and how long a row waits.
class tst_Running : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void orders()
    {
        Item item = support::madeItem(1);
        item.options = {Form::Raw, WhenExists::Rename, MissingKeys::Fail};
        item.volume = 7;
        const transfer::TransferRequest order = orderFor(item);
        QCOMPARE(order.source, item.source);
        QCOMPARE(order.folder, item.folder);
        QCOMPARE(order.name, item.name);
        QCOMPARE(order.volume, item.volume);
        QVERIFY(order.isRaw);
        QCOMPARE(order.whenExists, WhenExists::Rename);
        QCOMPARE(order.locked, MissingKeys::Fail);
    }

    /// After the disk failed it, an attempt asks the disk first; not when it was only full, which is watched.
    void probesTheDisk_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<bool>("probes");
        QTest::newRow("none") << int(core::ErrorKind::None) << false;
        QTest::newRow("network") << int(core::ErrorKind::ConnectionLost) << false;
        QTest::newRow("full") << int(core::ErrorKind::DiskFull) << false;
        QTest::newRow("cannot be written") << int(core::ErrorKind::WriteFailed) << true;
    }
    void probesTheDisk()
    {
        QFETCH(int, error);
        Item item = support::madeItem(1);
        item.error.kind = core::ErrorKind(error);
        QTEST(orderFor(item).probesDisk, "probes");
    }

    void tuning()
    {
        Settings settings;
        settings.connectionsPerFile = 0;
        settings.jobs = 7;
        settings.maxWait = 10s;
        settings.stallTimeout = 30s;
        settings.connectTimeout = 5s;
        const transfer::Tuning tuning = tuningFor(settings, nullptr);
        QCOMPARE(tuning.connections, 1);
        QCOMPARE(tuning.largeFiles, 7);
        QCOMPARE(milliseconds(tuning.fetcher.stallTimeout).count(),
                 10'000); // no longer than it may wait at all
        QCOMPARE(milliseconds(tuning.fetcher.connectTimeout).count(), 5'000);
    }

    void memory()
    {
        Settings low;
        low.memory = MemoryProfile::Low;
        Settings high;
        high.memory = MemoryProfile::High;
        const auto whole = [](const Settings &settings) {
            return tuningFor(settings, nullptr).limits.wholeEncoded;
        };
        QVERIFY(whole(low) < whole(Settings()));
        QVERIFY(whole(Settings()) < whole(high));
    }

    void waits_data()
    {
        QTest::addColumn<int>("lasted"); ///< s since it last moved
        QTest::addColumn<int>("maxWait");
        QTest::addColumn<int>("retryEvery"); ///< ms; 0: as usual
        QTest::addColumn<int>("wish");       ///< ms; 0: none
        QTest::addColumn<int>("wait");       ///< ms
        const int usual = int(milliseconds(http::exhaustedDelay(0)).count());
        QTest::newRow("as usual") << 0 << 0 << 0 << 0 << usual;
        QTest::newRow("as the settings say") << 0 << 0 << 70 << 0 << 70;
        QTest::newRow("as the server wishes") << 0 << 0 << 70 << 900 << 900;
        QTest::newRow("not beyond the end") << 0 << 5 << 0 << 60'000 << 5'000;
        QTest::newRow("what is left until then") << 3 << 5 << 0 << 60'000 << 2'000;
        QTest::newRow("never nothing") << 5 << 5 << 0 << 60'000 << 100;
        QTest::newRow("nor less with a bound") << 0 << 5 << 10 << 0 << 100;
    }
    void waits()
    {
        QFETCH(int, lasted);
        QFETCH(int, maxWait);
        QFETCH(int, retryEvery);
        QFETCH(int, wish);
        const auto start = Standstill::Clock::time_point(1h);
        Standstill standstill;
        standstill.begin(start);
        Settings settings;
        settings.maxWait = std::chrono::seconds(maxWait);
        if (retryEvery > 0)
            settings.retryEvery = milliseconds(retryEvery);
        const auto wished = wish > 0 ? std::optional(milliseconds(wish)) : std::nullopt;
        QTEST(int(waitFor(standstill, settings, start + std::chrono::seconds(lasted), wished).count()),
              "wait");
    }
};

SLUICE_TEST(tst_Running)
#include "tst_running.moc"
