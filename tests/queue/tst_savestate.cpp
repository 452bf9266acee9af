#include "core/queue/savestate.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <array>

using namespace queue;

namespace {

constexpr std::array kStates{SaveState::Idle, SaveState::Posted, SaveState::Writing, SaveState::Backoff,
                             SaveState::Retrying};
constexpr std::array kEvents{SaveEvent::Changed, SaveEvent::Due, SaveEvent::Written, SaveEvent::Failed,
                             SaveEvent::Closing};

SaveState after(std::initializer_list<SaveEvent> events)
{
    SaveState state = SaveState::Idle;
    for (const SaveEvent event : events)
        state = nextState(state, event).value();
    return state;
}

} // namespace

class tst_SaveState : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rows_data()
    {
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("event");
        QTest::addColumn<int>("after");
        const auto row = [](const char *name, SaveState before, SaveEvent event, SaveState after) {
            QTest::newRow(name) << int(before) << int(event) << int(after);
        };
        row("a change is posted", SaveState::Idle, SaveEvent::Changed, SaveState::Posted);
        row("posted once", SaveState::Posted, SaveEvent::Changed, SaveState::Posted);
        row("begins", SaveState::Posted, SaveEvent::Due, SaveState::Writing);
        row("one write at a time", SaveState::Writing, SaveEvent::Changed, SaveState::Writing);
        row("written", SaveState::Writing, SaveEvent::Written, SaveState::Idle);
        row("failed", SaveState::Writing, SaveEvent::Failed, SaveState::Backoff);
        row("a change does not hurry the next attempt", SaveState::Backoff, SaveEvent::Changed,
            SaveState::Backoff);
        row("next attempt", SaveState::Backoff, SaveEvent::Due, SaveState::Retrying);
        row("fails again", SaveState::Retrying, SaveEvent::Failed, SaveState::Backoff);
        row("works again", SaveState::Retrying, SaveEvent::Written, SaveState::Idle);
        row("the end makes one attempt more", SaveState::Backoff, SaveEvent::Closing, SaveState::Idle);
        row("the end counts as a new attempt", SaveState::Retrying, SaveEvent::Closing, SaveState::Writing);
    }
    void rows()
    {
        QFETCH(int, before);
        QFETCH(int, event);
        const auto next = nextState(SaveState(before), SaveEvent(event));
        QVERIFY(next);
        QTEST(int(*next), "after");
    }

    /// A write has an end, and only one; and nothing is due but what was posted or waits.
    void whatNeverHappens()
    {
        for (const SaveState state : kStates) {
            const bool isUnderWay = state == SaveState::Writing || state == SaveState::Retrying;
            const bool waits = state == SaveState::Posted || state == SaveState::Backoff;
            for (const SaveEvent event : kEvents) {
                const bool isEnd = event == SaveEvent::Written || event == SaveEvent::Failed;
                const bool may = isEnd ? isUnderWay : event != SaveEvent::Due || waits;
                QCOMPARE(nextState(state, event).has_value(), may);
            }
            QCOMPARE(isSettled(state), !isUnderWay && state != SaveState::Posted);
        }
    }

    void onlyTheFirstOfSeveralFailuresIsNews()
    {
        using enum SaveEvent;
        QVERIFY(isNews(after({Changed, Due})));
        QVERIFY(!isNews(after({Changed, Due, Failed, Due})));
        QVERIFY(isNews(after({Changed, Due, Failed, Due, Written, Changed, Due})));
        QVERIFY(isNews(after({Changed, Due, Failed, Closing, Changed, Due})));
    }
};

SLUICE_TEST(tst_SaveState)
#include "tst_savestate.moc"
