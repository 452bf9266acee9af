#include "core/transfer/routing/state.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace transfer;

class tst_State : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyPair_data();
    void everyPair();
};

void tst_State::everyPair_data()
{
    QTest::addColumn<State>("from");
    QTest::addColumn<QList<State>>("successors");
    using S = State;
    QTest::newRow("queued") << S::Queued << QList{S::Connecting, S::Waiting, S::Paused, S::Failed};
    QTest::newRow("connecting") << S::Connecting << QList{S::Downloading, S::Committing, S::Done,  S::Waiting,
                                                          S::Paused,      S::Failed,     S::Queued};
    QTest::newRow("downloading") << S::Downloading << QList{S::Committing, S::Connecting, S::Waiting,
                                                            S::Paused,     S::Failed,     S::Queued};
    QTest::newRow("committing") << S::Committing
                                << QList{S::Done, S::Connecting, S::Waiting, S::Paused, S::Failed, S::Queued};
    QTest::newRow("waiting") << S::Waiting << QList{S::Queued, S::Paused, S::Failed};
    QTest::newRow("paused") << S::Paused << QList{S::Queued};
    QTest::newRow("done") << S::Done << QList{S::Queued, S::Failed};
    QTest::newRow("failed") << S::Failed << QList{S::Queued, S::Paused};
}

void tst_State::everyPair()
{
    QFETCH(State, from);
    QFETCH(QList<State>, successors);
    for (int i = 0; i < kStateCount; ++i) {
        const auto to = static_cast<State>(i);
        QCOMPARE(canMove(from, to), successors.contains(to));
    }
}

SLUICE_TEST(tst_State)
#include "tst_state.moc"
