#include "core/queue/scheduler.h"
#include "tests/support/testmain.h"

#include <QTest>

using queue::DescriptorBudget;
using queue::Scheduler;
using Turn = Scheduler::Turn;

/// Which row is next is told in tst_queuedrows.
class tst_Scheduler : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void turns_data()
    {
        QTest::addColumn<bool>("hasPlace");
        QTest::addColumn<bool>("isVolumeFull");
        QTest::addColumn<bool>("isPaused");
        QTest::addColumn<int>("turn");
        QTest::newRow("starts") << true << false << false << int(Turn::Start);
        QTest::newRow("paused") << true << false << true << int(Turn::Park);
        QTest::newRow("no room on its volume") << true << true << false << int(Turn::AwaitRoom);
        QTest::newRow("a full volume says more than a pause") << true << true << true << int(Turn::AwaitRoom);
        QTest::newRow("no place") << false << false << false << int(Turn::Stop);
        QTest::newRow("no place, paused") << false << false << true << int(Turn::Stop);
        QTest::newRow("no place, full volume") << false << true << false << int(Turn::Stop);
        QTest::newRow("no place, both") << false << true << true << int(Turn::Stop);
    }
    void turns()
    {
        QFETCH(bool, hasPlace);
        QFETCH(bool, isVolumeFull);
        QFETCH(bool, isPaused);
        QTEST(int(Scheduler::turnOf({hasPlace, isVolumeFull, isPaused})), "turn");
    }

    void places_data()
    {
        QTest::addColumn<int>("jobs");
        QTest::addColumn<int>("parked");
        QTest::addColumn<int>("committing");
        QTest::addColumn<int>("places");
        QTest::newRow("the user's wish") << 3 << 0 << 0 << 3;
        QTest::newRow("no more than there are files for") << 50 << 0 << 0 << 8;
        QTest::newRow("parked ones count") << 3 << 2 << 0 << 1;
        QTest::newRow("committed ones do not") << 3 << 0 << 4 << 3;
        QTest::newRow("beyond what the disk is trusted with") << 3 << 0 << 6 << 1;
        QTest::newRow("none left") << 3 << 3 << 0 << 0;
    }
    void places()
    {
        QFETCH(int, jobs);
        QFETCH(int, parked);
        QFETCH(int, committing);
        const DescriptorBudget budget{
            .connections = 1, .files = 8, .sharing = 1, .committing = 4, .idleConnections = 0, .ofSet = 8};
        QTEST(Scheduler::places({jobs, parked, committing}, budget), "places");
    }
};

SLUICE_TEST(tst_Scheduler)
#include "tst_scheduler.moc"
