#include "core/transfer/fetch/runahead.h"
#include "tests/support/testmain.h"

#include <QTest>

using transfer::ChunkRun;
using transfer::RunAhead;

namespace {

const QUrl kHere(QStringLiteral("http://here/object"));
const QUrl kElsewhere(QStringLiteral("http://elsewhere/object"));

RunAhead::Following following(const QUrl &url, ChunkRun run)
{
    RunAhead::Following following;
    following.route.url = url;
    following.run = run;
    return following;
}

} // namespace

/// What becomes of what the scheduler says about the runs behind an order.
class tst_RunAhead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksOnceAnOrder();
    void answers_data();
    void answers();
    void keepsTheFirst();
    void outlastsItsOrder();
};

void tst_RunAhead::asksOnceAnOrder()
{
    RunAhead ahead;
    QVERIFY(ahead.isUnasked());
    QVERIFY(ahead.ask());
    QVERIFY(!ahead.isUnasked() && !ahead.ask());
    ahead.setInAnswer(true);
    ahead.answer(following(kHere, {}), kHere);
    QVERIFY(ahead.isAnswered() && !ahead.ask());
    ahead.orderBegan();
    QVERIFY(ahead.isUnasked() && !ahead.isAnswered());
    QVERIFY(ahead.ask());
}

void tst_RunAhead::answers_data()
{
    using Use = RunAhead::Use;
    QTest::addColumn<bool>("isInAnswer");
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<bool>("isEmpty");
    QTest::addColumn<Use>("use");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("in the answer") << true << kHere << false << Use::ReadOn << true;
    QTest::newRow("in the answer, by another address") << true << kElsewhere << false << Use::ReadOn << true;
    QTest::newRow("the answer ends") << true << kHere << true << Use::ReadOn << false;
    QTest::newRow("another request") << false << kHere << false << Use::Prefetch << true;
    QTest::newRow("elsewhere") << false << kElsewhere << false << Use::None << false;
    QTest::newRow("nothing") << false << kHere << true << Use::None << false;
}

void tst_RunAhead::answers()
{
    QFETCH(bool, isInAnswer);
    QFETCH(QUrl, url);
    QFETCH(bool, isEmpty);
    QFETCH(RunAhead::Use, use);
    QFETCH(bool, isKept);
    RunAhead ahead;
    ahead.setInAnswer(isInAnswer);
    QVERIFY(ahead.answer(following(url, isEmpty ? ChunkRun{} : ChunkRun{4, 6}), kHere) == use);
    QCOMPARE(ahead.following().has_value(), isKept);
    QCOMPARE(ahead.isAnswered(), isInAnswer);
    if (isKept)
        QCOMPARE(ahead.take().run, (ChunkRun{4, 6}));
    QVERIFY(!ahead.following());
}

void tst_RunAhead::keepsTheFirst()
{
    RunAhead ahead;
    QVERIFY(ahead.answer(following(kHere, {1, 2}), kHere) == RunAhead::Use::Prefetch);
    QVERIFY(ahead.answer(following(kHere, {3, 4}), kHere) == RunAhead::Use::None);
    QCOMPARE(ahead.following()->run, (ChunkRun{1, 2}));
    ahead.forget();
    QVERIFY(ahead.answer(following(kHere, {3, 4}), kHere) == RunAhead::Use::Prefetch);
}

/// An answer that goes on does so for the order that comes, too.
void tst_RunAhead::outlastsItsOrder()
{
    RunAhead ahead;
    ahead.setInAnswer(true);
    ahead.orderBegan();
    QVERIFY(ahead.isInAnswer());
    ahead.setInAnswer(false);
    QVERIFY(!ahead.isInAnswer());
}

SLUICE_TEST(tst_RunAhead)
#include "tst_runahead.moc"
