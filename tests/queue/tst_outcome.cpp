#include "core/queue/outcome.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace queue;
using transfer::Intent;

class tst_Outcome : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void failed_data()
    {
        QTest::addColumn<bool>("isHeld");
        QTest::addColumn<bool>("mayHeal");
        QTest::addColumn<bool>("isTooLong");
        QTest::addColumn<int>("outcome");
        QTest::newRow("heals") << false << true << false << int(Outcome::Wait);
        QTest::newRow("would heal, but has for too long not") << false << true << true << int(Outcome::Fail);
        QTest::newRow("does not heal") << false << false << false << int(Outcome::Fail);
        QTest::newRow("does not heal, and lasts") << false << false << true << int(Outcome::Fail);
        QTest::newRow("paused, would heal") << true << true << false << int(Outcome::Pause);
        QTest::newRow("paused, lasts") << true << true << true << int(Outcome::Pause);
        QTest::newRow("paused, does not heal") << true << false << false << int(Outcome::Pause);
        QTest::newRow("paused, neither") << true << false << true << int(Outcome::Pause);
    }
    void failed()
    {
        QFETCH(bool, isHeld);
        QFETCH(bool, mayHeal);
        QFETCH(bool, isTooLong);
        QTEST(int(outcomeOf(FailedAttempt{isHeld ? Intent::Hold : Intent::Run, mayHeal, isTooLong})),
              "outcome");
    }

    void stopped_data()
    {
        QTest::addColumn<bool>("isHeld");
        QTest::addColumn<bool>("yields");
        QTest::addColumn<bool>("isClosing");
        QTest::addColumn<int>("outcome");
        QTest::newRow("for another proxy, say") << false << false << false << int(Outcome::Requeue);
        QTest::newRow("for want of room") << false << true << false << int(Outcome::Wait);
        QTest::newRow("at the end") << false << false << true << int(Outcome::Requeue);
        QTest::newRow("for want of room, at the end") << false << true << true << int(Outcome::Requeue);
        QTest::newRow("by the user") << true << false << false << int(Outcome::Pause);
        QTest::newRow("by the user, for want of room") << true << true << false << int(Outcome::Pause);
        QTest::newRow("by the user, at the end") << true << false << true << int(Outcome::Pause);
        QTest::newRow("all of it") << true << true << true << int(Outcome::Pause);
    }
    void stopped()
    {
        QFETCH(bool, isHeld);
        QFETCH(bool, yields);
        QFETCH(bool, isClosing);
        QTEST(int(outcomeOf(StoppedAttempt{isHeld ? Intent::Hold : Intent::Run, yields, isClosing})),
              "outcome");
    }
};

SLUICE_TEST(tst_Outcome)
#include "tst_outcome.moc"
