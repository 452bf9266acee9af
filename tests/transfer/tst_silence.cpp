#include "core/transfer/routing/silence.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <vector>

using transfer::Silence;
using Looks = std::vector<Silence::Look>;

class tst_Silence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTold_data();
    void isTold();
};

void tst_Silence::isTold_data()
{
    QTest::addColumn<Looks>("looks");
    QTest::addColumn<QByteArray>("told"); // a letter for each look
    QTest::newRow("no answer") << Looks{{0, true}, {0, true}, {0, true}} << QByteArray("-x-");
    QTest::newRow("it answers") << Looks{{0, true}, {9, true}, {99, true}} << QByteArray("---");
    QTest::newRow("nothing was asked") << Looks{{0, false}, {0, false}, {0, true}} << QByteArray("---");
    QTest::newRow("asked just now") << Looks{{0, false}, {0, true}, {0, true}} << QByteArray("--x");
    QTest::newRow("in the middle") << Looks{{5, true}, {9, true}, {9, true}} << QByteArray("--x");
    QTest::newRow("held back by a limit")
        << Looks{{5, true, true}, {5, true, true}, {5, true, true}} << QByteArray("---");
    QTest::newRow("once more after it spoke")
        << Looks{{0, true}, {0, true}, {5, true}, {5, true}} << QByteArray("-x-x");
}

void tst_Silence::isTold()
{
    QFETCH(Looks, looks);
    Silence silence;
    QByteArray told;
    for (const Silence::Look &look : looks)
        told += silence.isNews(look) ? 'x' : '-';
    QTEST(told, "told");
}

SLUICE_TEST(tst_Silence)
#include "tst_silence.moc"
