#include "core/transfer/routing/setview.h"

#include "tests/support/testmain.h"

#include <QTest>

using core::SetPlan;
using storage::SetTrouble;
using transfer::SetFileState;
using transfer::SetFileStatus;
using transfer::SetView;
using namespace Qt::StringLiterals;

/// What has become of each file of a set, as it is shown.
class tst_SetView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void underWay_data();
    void underWay();
    void resting();
};

namespace {

std::shared_ptr<const SetPlan> planOf(int files)
{
    auto plan = std::make_shared<SetPlan>();
    for (int i = 0; i < files; ++i) {
        core::Source source;
        source.mirrors = {QUrl(u"http://cdn.example/data/%1"_s.arg(i))};
        source.name = QString::number(i);
        plan->add(source);
    }
    return plan;
}

} // namespace

void tst_SetView::underWay_data()
{
    QTest::addColumn<SetFileState>("state");
    QTest::addColumn<int>("trouble"); // −1: none
    QTest::addColumn<SetFileStatus>("status");
    using enum SetFileState;
    constexpr int none = -1;
    const auto number = [](SetTrouble::Kind kind) { return static_cast<int>(kind); };
    QTest::newRow("Waiting") << Waiting << none << SetFileStatus::Missing;
    QTest::newRow("Passing") << Passing << none << SetFileStatus::UnderWay;
    QTest::newRow("Placing") << Placing << none << SetFileStatus::UnderWay;
    QTest::newRow("There") << There << none << SetFileStatus::Missing;
    QTest::newRow("Looking") << Looking << none << SetFileStatus::UnderWay;
    QTest::newRow("Aside") << Aside << none << SetFileStatus::Missing;
    QTest::newRow("Alone") << Alone << none << SetFileStatus::UnderWay;
    QTest::newRow("Copying") << Copying << none << SetFileStatus::Missing;
    QTest::newRow("Done") << Done << none << SetFileStatus::Done;
    QTest::newRow("Failed") << Failed << none << SetFileStatus::Failed;
    QTest::newRow("Unwanted") << Unwanted << none << SetFileStatus::Unwanted;
    QTest::newRow("done, but for a key") << Done << number(SetTrouble::Kind::Locked) << SetFileStatus::Locked;
    QTest::newRow("nowhere, as may be")
        << Failed << number(SetTrouble::Kind::Absent) << SetFileStatus::Absent;
    QTest::newRow("failed, and why") << Failed << number(SetTrouble::Kind::Failed) << SetFileStatus::Failed;
}

void tst_SetView::underWay()
{
    QFETCH(SetFileState, state);
    QFETCH(int, trouble);
    transfer::SetResults::Troubles troubles;
    if (trouble >= 0)
        troubles.insert(1, {1, static_cast<SetTrouble::Kind>(trouble), {}});
    const SetView view = transfer::viewOf(planOf(2), {SetFileState::Waiting, state}, 17, troubles);
    QTEST(view.states[1], "status");
    QCOMPARE(view.revision, 17u);
    qint64 sum = 0;
    for (const qint64 count : view.counts)
        sum += count;
    QCOMPARE(sum, 2);
    QVERIFY(view.count(view.states[1]) >= 1);
}

/// What is in its place is so, whatever a list says of it.
void tst_SetView::resting()
{
    const std::vector<SetTrouble> troubles{
        {1, SetTrouble::Kind::Failed, {core::ErrorKind::NotFound, u"no"_s}},
        {2, SetTrouble::Kind::Locked, {}},
        {3, SetTrouble::Kind::Failed, {}}};
    const SetView view = transfer::viewOf(planOf(6), {0, 4}, {3, 4}, troubles);
    using enum SetFileStatus;
    QCOMPARE(view.states, (std::vector{Done, Failed, Locked, Unwanted, Done, Missing}));
    QCOMPARE(view.count(Done), 2);
    QCOMPARE(view.count(Missing), 1);
    QCOMPARE(view.troubles.value(1).error.detail, u"no"_s);
}

SLUICE_TEST(tst_SetView)
#include "tst_setview.moc"
