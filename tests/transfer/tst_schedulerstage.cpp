#include "core/transfer/routing/schedulerstage.h"

#include "tests/support/testmain.h"

#include <QList>
#include <QTest>

using namespace transfer;

class tst_SchedulerStage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMove();
    void everyStageEnds();
};

namespace {

template <typename Do>
void forEach(Do todo)
{
    for (std::size_t i = 0; i < kSchedulerStageCount; ++i)
        todo(static_cast<SchedulerStage>(i));
}

} // namespace

void tst_SchedulerStage::everyMove()
{
    using S = SchedulerStage;
    const QList<std::pair<S, S>> allowed{
        {S::Working, S::Pausing},  {S::Working, S::GivingUp},  {S::Working, S::Stopping},
        {S::Working, S::Over},     {S::Pausing, S::Working},   {S::Pausing, S::GivingUp},
        {S::Pausing, S::Stopping}, {S::GivingUp, S::Stopping}, {S::GivingUp, S::Over},
        {S::Stopping, S::Over},    {S::Over, S::Stopping}};
    forEach([&](S from) {
        forEach([&](S to) {
            QVERIFY2(
                canMove(from, to) == allowed.contains({from, to}),
                qPrintable(QStringLiteral("%1 to %2").arg(static_cast<int>(from)).arg(static_cast<int>(to))));
        });
    });
}

/// Whoever comes to rest says something in the end, and who was told to stop says that.
void tst_SchedulerStage::everyStageEnds()
{
    forEach([](SchedulerStage stage) {
        QVERIFY(stage == SchedulerStage::Stopping || canMove(stage, SchedulerStage::Stopping));
        QVERIFY(stage == SchedulerStage::Over || stage == SchedulerStage::Pausing ||
                canMove(stage, SchedulerStage::Over));
        QVERIFY(!isComingToRest(stage) || !canMove(stage, stage));
    });
    QVERIFY(!canMove(SchedulerStage::Stopping, SchedulerStage::GivingUp));
}

SLUICE_TEST(tst_SchedulerStage)
#include "tst_schedulerstage.moc"
