#include "core/transfer/target.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace transfer;

/// What is under the target's name × what was intended.
class tst_TargetPlan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void plans_data();
    void plans();
};

void tst_TargetPlan::plans_data()
{
    using W = WhenExists;
    using P = TargetPlan;
    QTest::addColumn<bool>("isThere");
    QTest::addColumn<bool>("isProven");
    QTest::addColumn<bool>("canUnlock");
    QTest::addColumn<bool>("isOutdated");
    QTest::addColumn<bool>("isBlocked");
    QTest::addColumn<W>("whenExists");
    QTest::addColumn<P>("expected");
    const auto rows = [](const char *name, Found found, P refuse, P overwrite, P rename) {
        const auto row = [&](const char *when, W whenExists, P expected) {
            QTest::addRow("%s, %s", name, when)
                << found.isThere << found.isProven << found.canUnlock << found.isOutdated << found.isBlocked
                << whenExists << expected;
        };
        row("refuse", W::Refuse, refuse);
        row("overwrite", W::Overwrite, overwrite);
        row("rename", W::Rename, rename);
    };
    rows("nothing", {false, false, false}, P::Fetch, P::Fetch, P::Fetch);
    rows("nothing, and a part file of another program", {false, false, false, false, true}, P::Fetch,
         P::Fetch,
         P::Rename); // the download is refused where it opens its own
    rows("another file", {true, false, false}, P::Refuse, P::Fetch, P::Rename);
    rows("just that file", {true, true, false}, P::Finished, P::Fetch, P::Finished);
    rows("that file, made with other keys", {true, false, false, true}, P::Replace, P::Fetch, P::Replace);
    rows("that file, with locked chunks and keys that changed", {true, false, true, true}, P::Unlock,
         P::Unlock, P::Unlock);
    rows("that file with locked chunks", {true, false, true}, P::Unlock, P::Unlock, P::Unlock);
    rows("that file, proven, with locked chunks", {true, true, true}, P::Unlock, P::Unlock, P::Unlock);
}

void tst_TargetPlan::plans()
{
    QFETCH(bool, isThere);
    QFETCH(bool, isProven);
    QFETCH(bool, canUnlock);
    QFETCH(bool, isOutdated);
    QFETCH(bool, isBlocked);
    QFETCH(WhenExists, whenExists);
    QFETCH(TargetPlan, expected);
    QCOMPARE(planFor({isThere, isProven, canUnlock, isOutdated, isBlocked}, whenExists), expected);
}

SLUICE_TEST(tst_TargetPlan)
#include "tst_targetplan.moc"
