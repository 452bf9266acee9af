#include "tests/faults/faultrow.h"

#include <QTest>

namespace faults {

using transfer::Event;
using transfer::State;

namespace {

constexpr int kPatience = 15'000;
/// So that there is a middle in which to pause; the limit is the client's own, the faults stay as they are.
constexpr qint64 kPausedRate = 12'000'000;
/// What a pause may cost: a piece in flight on each connection.
constexpr qint64 kPauseCost = 4 * (512 << 10);

const char *nameOf(What what)
{
    switch (what) {
    case What::Blte:
        return "blte";
    case What::Plain:
        return "plain";
    case What::PlainWithKey:
        return "plain, content key";
    case What::Set:
        return "set";
    }
    return "";
}

void pauseOnce(Stage &stage)
{
    const auto hasMoved = [&] {
        return stage.item().progress.networkBytes > stage.size() / 3 ||
               !transfer::isActive(stage.item().state);
    };
    std::ignore =
        QTest::qWaitFor([&] { return stage.item().state != State::Queued && hasMoved(); }, kPatience);
    stage.harness.queue().hold({stage.id()});
    const auto rests = [&] {
        return stage.item().state == State::Paused || transfer::isFinished(stage.item().state);
    };
    QVERIFY(QTest::qWaitFor(rests, kPatience));
    QVERIFY(stage.complaint().isEmpty());
    if (stage.item().state == State::Paused)
        stage.harness.queue().run({stage.id()});
}

/// Of a set also when some of its files failed for that, and others for what followed from it.
bool isExpected(Stage &stage, const FaultRow &row)
{
    const auto isIt = [&](core::ErrorKind kind) { return kind == row.kind || row.otherKinds.contains(kind); };
    const QList<Event> log = stage.harness.queue().log(stage.id());
    return isIt(stage.item().error.kind) ||
           (stage.item().error.kind == core::ErrorKind::FilesFailed &&
            std::any_of(log.begin(), log.end(), [&](const Event &event) { return isIt(event.error.kind); }));
}

void waitForTrouble(Stage &stage, const FaultRow &row)
{
    if (row.end == State::Waiting) {
        QTRY_COMPARE_WITH_TIMEOUT(stage.lastOf(Event::Kind::Waiting), row.kind, kPatience);
        row.heal(stage);
        // A long wait is a server's wish, and the user may know better.
        const qint64 left = QDateTime::currentDateTime().msecsTo(stage.item().waitingUntil);
        if (left > 5000)
            stage.harness.queue().run({stage.id()});
    } else if (row.end == State::Failed) {
        QVERIFY(stage.harness.waitFor(stage.id(), State::Failed));
        if (!isExpected(stage, row))
            QCOMPARE(core::name(stage.item().error.kind), core::name(row.kind));
        QVERIFY2(stage.hasNothingWrong(), "something that only looks finished");
        row.heal(stage);
        stage.harness.queue().run({stage.id()});
    }
}

} // namespace

FaultRow::Arrange scripted(const QList<support::Fault> &faults)
{
    return [faults](Stage &stage) { stage.script(faults); };
}

FaultRow::Arrange scriptedServer(const QList<support::Fault> &faults)
{
    return [faults](Stage &stage) { stage.scriptServer(faults); };
}

FaultRow::Arrange always(const support::Fault &fault, int after)
{
    return [=](Stage &stage) { stage.breakAfter(after, fault); };
}

void addColumns()
{
    QTest::addColumn<FaultRow>("row");
    QTest::addColumn<What>("what");
    QTest::addColumn<Pace>("pace");
}

void addRow(const char *name, std::initializer_list<What> whats, const FaultRow &row)
{
    for (const What what : whats) {
        QTest::addRow("%s (%s)", name, nameOf(what)) << row << what << Pace::Straight;
        // Of a set that does not get through, the pause is over before the trouble begins.
        if (what != What::Set || row.end == State::Done)
            QTest::addRow("%s (%s, paused)", name, nameOf(what)) << row << what << Pace::WithPause;
    }
}

void runRow()
{
    QFETCH(FaultRow, row);
    QFETCH(What, what);
    QFETCH(Pace, pace);
    Stage stage(what);
    if (pace == Pace::WithPause)
        stage.setSettings([](queue::Settings &s) { s.bytesPerSecond = kPausedRate; });
    row.arrange(stage);
    stage.start();
    if (pace == Pace::WithPause)
        pauseOnce(stage);
    if (QTest::currentTestFailed())
        return;
    waitForTrouble(stage, row);
    if (QTest::currentTestFailed())
        return;
    QVERIFY(stage.harness.waitFor(stage.id(), State::Done));
    QVERIFY2(stage.isRight(), "wrong bytes");
    QVERIFY2(stage.litter().isEmpty(), qPrintable(stage.litter().join(QStringLiteral(", "))));
    QVERIFY2(stage.complaint().isEmpty(), qPrintable(stage.complaint()));
    if (row.end == State::Done && pace == Pace::Straight)
        QCOMPARE(stage.happened(Event::Kind::Restarted), row.restarts);
    const qint64 allowed = row.twice + (pace == Pace::WithPause ? kPauseCost : 0);
    QVERIFY2(stage.fetchedTwice() <= allowed, qPrintable(QString::number(stage.fetchedTwice())));
    const QString complaint = row.check ? row.check(stage) : QString();
    QVERIFY2(complaint.isEmpty(), qPrintable(complaint));
}

} // namespace faults
