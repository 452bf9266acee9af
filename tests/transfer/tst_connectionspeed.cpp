#include "core/transfer/routing/connectionspeed.h"

#include "tests/support/testmain.h"

#include <QTest>
#include <array>

using namespace transfer;

/// Which connection is so slow that another mirror would do better.
class tst_ConnectionSpeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isMeasuredBetweenLooks();
    void outpacedOnlyForLong();
    void beginsAnew();
    void rivals_data();
    void rivals();
};

void tst_ConnectionSpeed::isMeasuredBetweenLooks()
{
    ConnectionSpeed speed;
    speed.begin(1000);
    QVERIFY(speed.bytesPerSecond() < 0);
    speed.look(3000, 2);
    QCOMPARE(speed.bytesPerSecond(), 1000.0);
    speed.look(3000, 1);
    QCOMPARE(speed.bytesPerSecond(), 0.0);
}

void tst_ConnectionSpeed::outpacedOnlyForLong()
{
    ConnectionSpeed speed;
    speed.begin(0);
    qint64 received = 0;
    const auto looks = [&](int count, double beside) {
        int outpaced = 0;
        for (int i = 0; i < count; ++i) {
            speed.look(received += 100, 1);
            outpaced += speed.isOutpaced(beside) ? 1 : 0;
        }
        return outpaced;
    };
    QCOMPARE(looks(20, 500), 0); // a fifth is enough
    QCOMPARE(looks(ConnectionSpeed::kLooks - 1, 501), 0);
    QCOMPARE(looks(1, 500), 0); // a better look between them
    QCOMPARE(looks(ConnectionSpeed::kLooks - 1, 501), 0);
    QCOMPARE(looks(1, 501), 1);
    QCOMPARE(looks(2 * ConnectionSpeed::kLooks, 501), 2); // and then it counts anew
}

void tst_ConnectionSpeed::beginsAnew()
{
    ConnectionSpeed speed;
    speed.begin(0);
    for (int i = 1; i < ConnectionSpeed::kLooks; ++i) {
        speed.look(0, 1);
        QVERIFY(!speed.isOutpaced(1000));
    }
    speed.begin(5000);
    QVERIFY(speed.bytesPerSecond() < 0);
    speed.look(5000, 1);
    QVERIFY(!speed.isOutpaced(1000));
}

void tst_ConnectionSpeed::rivals_data()
{
    QTest::addColumn<QList<Rival>>("rivals");
    QTest::addColumn<double>("speed");
    const double untried = 5 * 16384;
    QTest::newRow("none") << QList<Rival>{} << 0.0;
    QTest::newRow("known") << QList<Rival>{{1000, -1, false}} << 1000.0;
    QTest::newRow("never tried") << QList<Rival>{{0, -1, false}} << untried;
    QTest::newRow("faster now") << QList<Rival>{{1000, 3000, false}} << 3000.0;
    QTest::newRow("faster before") << QList<Rival>{{1000, 300, false}} << 1000.0;
    QTest::newRow("held back") << QList<Rival>{{1000, 300, true}} << 300.0;
    QTest::newRow("held back, and idle") << QList<Rival>{{1000, -1, true}} << 0.0;
    QTest::newRow("the best of several")
        << QList<Rival>{{1000, -1, false}, {2000, -1, false}, {10, 1500, true}} << 2000.0;
}

void tst_ConnectionSpeed::rivals()
{
    QFETCH(QList<Rival>, rivals);
    QFETCH(double, speed);
    QCOMPARE(fastest({rivals.constData(), static_cast<std::size_t>(rivals.size())}), speed);
}

SLUICE_TEST(tst_ConnectionSpeed)
#include "tst_connectionspeed.moc"
