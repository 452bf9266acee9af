#include "core/storage/recovery.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace storage::recovery;
using Log = Leftovers::Log;

/// What is on disk × what the record says.
class tst_RecoveryPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plans_data();
    void plans();
};

void tst_RecoveryPlan::plans_data()
{
    QTest::addColumn<bool>("hasPart");
    QTest::addColumn<quint64>("partSize");
    QTest::addColumn<Log>("log");
    QTest::addColumn<quint64>("recordedSize");
    QTest::addColumn<Plan>("expected");
    const auto row = [](const char *name, const Leftovers &l, Plan expected) {
        QTest::newRow(name) << l.hasPart << l.partSize << l.log << l.recordedSize << expected;
    };
    row("nothing", {false, 0, Log::None, 0}, Plan::Begin);
    row("an empty part file alone", {true, 0, Log::None, 0}, Plan::Refuse);
    row("a part file alone", {true, 1000, Log::None, 0}, Plan::Refuse);
    row("what is no log, alone", {false, 0, Log::Foreign, 0}, Plan::Refuse);
    row("what is no log", {true, 1000, Log::Foreign, 0}, Plan::Refuse);
    row("a log that cannot be read, alone", {false, 0, Log::Unreadable, 0}, Plan::SetLogAside);
    row("a log that cannot be read", {true, 1000, Log::Unreadable, 0}, Plan::SetLogAside);
    row("a log whose part file is gone", {false, 0, Log::Readable, 1000}, Plan::DropLog);
    row("a log of nothing whose part file is gone", {false, 0, Log::Readable, 0}, Plan::DropLog);
    row("a part file that was cut", {true, 999, Log::Readable, 1000}, Plan::DropLog);
    row("both as they were", {true, 1000, Log::Readable, 1000}, Plan::GoOn);
    row("more was written since", {true, 2000, Log::Readable, 1000}, Plan::GoOn);
    row("begun, nothing kept yet", {true, 0, Log::Readable, 0}, Plan::GoOn);
}

void tst_RecoveryPlan::plans()
{
    QFETCH(bool, hasPart);
    QFETCH(quint64, partSize);
    QFETCH(Log, log);
    QFETCH(quint64, recordedSize);
    QFETCH(Plan, expected);
    QCOMPARE(planFor({hasPart, partSize, log, recordedSize}), expected);
}

SLUICE_TEST(tst_RecoveryPlan)
#include "tst_recoveryplan.moc"
