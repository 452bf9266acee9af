#include "core/queue/descriptorbudget.h"

#include <QTest>

using queue::DescriptorBudget;

class TestDescriptorBudget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fits_data();
    void fits();
    void growsWithTheLimit();
};

void TestDescriptorBudget::fits_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("files");
    QTest::addColumn<int>("connections");
    QTest::addColumn<int>("sharing");
    QTest::newRow("no limit") << 0 << 4096 << 512 << 144;
    QTest::newRow("the least") << DescriptorBudget::kLeast << 1 << 3 << 1;
    QTest::newRow("far too few") << 3 << 1 << 1 << 1;
    QTest::newRow("256, as some systems begin") << 256 << 13 << 35 << 13;
    QTest::newRow("1024") << 1024 << 58 << 154 << 58;
    QTest::newRow("65536") << 65536 << 4090 << 512 << 144;
}

/// All that may be open at once leaves some over.
void TestDescriptorBudget::fits()
{
    QFETCH(int, limit);
    const auto budget = DescriptorBudget::under(limit);
    QTEST(budget.files, "files");
    QTEST(budget.connections, "connections");
    QTEST(budget.sharing, "sharing");
    if (limit < DescriptorBudget::kLeast)
        return;
    const int open = 3 * budget.connections + 4 * (budget.files + budget.committing);
    QVERIFY2(open + 40 <= limit, qPrintable(QString::number(open)));
}

void TestDescriptorBudget::growsWithTheLimit()
{
    for (int limit = 1; limit < 2048; ++limit) {
        const auto some = DescriptorBudget::under(limit);
        QVERIFY(some.files >= 1 && some.connections >= 1 && some.sharing >= 1 && some.committing >= 1);
    }
}

QTEST_GUILESS_MAIN(TestDescriptorBudget)
#include "tst_descriptorbudget.moc"
