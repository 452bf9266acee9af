#include "core/transfer/routing/transferstage.h"

#include "tests/support/testmain.h"

#include <QList>
#include <QTest>

using namespace transfer;

class tst_TransferStage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMove();
};

void tst_TransferStage::everyMove()
{
    using S = TransferStage;
    const QList<std::pair<S, S>> allowed{
        {S::Naming, S::Opening},        {S::Naming, S::Ending},       {S::Opening, S::Checking},
        {S::Opening, S::Fetching},      {S::Opening, S::Ending},      {S::Checking, S::Opening},
        {S::Checking, S::Ending},       {S::Fetching, S::Restarting}, {S::Fetching, S::Committing},
        {S::Fetching, S::Ending},       {S::Restarting, S::Fetching}, {S::Restarting, S::Ending},
        {S::Committing, S::Restarting}, {S::Committing, S::Ending}};
    for (std::size_t from = 0; from < kTransferStageCount; ++from) {
        for (std::size_t to = 0; to < kTransferStageCount; ++to) {
            const std::pair move(static_cast<S>(from), static_cast<S>(to));
            QVERIFY2(canMove(move.first, move.second) == allowed.contains(move),
                     qPrintable(QStringLiteral("%1 to %2").arg(from).arg(to)));
        }
    }
}

SLUICE_TEST(tst_TransferStage)
#include "tst_transferstage.moc"
