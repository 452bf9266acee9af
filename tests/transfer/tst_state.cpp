#include "core/transfer/routing/state.h"

#include <QTest>

using namespace transfer;

class TestState : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyPair_data();
    void everyPair();
};

void TestState::everyPair_data()
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

void TestState::everyPair()
{
    QFETCH(State, from);
    QFETCH(QList<State>, successors);
    for (int i = 0; i < kStateCount; ++i) {
        const auto to = static_cast<State>(i);
        QCOMPARE(canMove(from, to), successors.contains(to));
    }
}

QTEST_GUILESS_MAIN(TestState)
#include "tst_state.moc"
