#include "core/queue/descriptorbudget.h"
#include "tests/support/testmain.h"

#include <QTest>

using queue::DescriptorBudget;

class tst_DescriptorBudget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fits_data();
    void fits();
    void growsWithTheLimit();
};

void tst_DescriptorBudget::fits_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("files");
    QTest::addColumn<int>("connections");
    QTest::addColumn<int>("sharing");
    QTest::addColumn<int>("ofSet");
    QTest::newRow("no limit") << 0 << 4096 << 512 << 144 << 512;
    QTest::newRow("the least") << DescriptorBudget::kLeast << 1 << 3 << 1 << 2;
    QTest::newRow("far too few") << 3 << 1 << 1 << 1 << 1;
    QTest::newRow("256, as some systems begin") << 256 << 13 << 35 << 13 << 26;
    QTest::newRow("1024") << 1024 << 58 << 154 << 58 << 116;
    QTest::newRow("65536") << 65536 << 4090 << 512 << 144 << 512;
}

/// All that may be open at once leaves some over.
void tst_DescriptorBudget::fits()
{
    QFETCH(int, limit);
    const auto budget = DescriptorBudget::under(limit);
    QTEST(budget.files, "files");
    QTEST(budget.connections, "connections");
    QTEST(budget.sharing, "sharing");
    QTEST(budget.ofSet, "ofSet");
    if (limit < DescriptorBudget::kLeast)
        return;
    const int open = 3 * budget.connections + 4 * (budget.files + budget.committing);
    QVERIFY2(open + 40 <= limit, qPrintable(QString::number(open)));
}

void tst_DescriptorBudget::growsWithTheLimit()
{
    for (int limit = 1; limit < 2048; ++limit) {
        const auto some = DescriptorBudget::under(limit);
        QVERIFY(some.files >= 1 && some.connections >= 1 && some.sharing >= 1 && some.committing >= 1);
    }
}

SLUICE_TEST(tst_DescriptorBudget)
#include "tst_descriptorbudget.moc"
