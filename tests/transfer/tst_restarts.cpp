#include "core/transfer/routing/restarts.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace transfer;
using Why = Restarts::Why;

/// What happened before × why it would begin once more × how many mirrors there are.
class tst_Restarts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void may_data();
    void may();
    void asksOnce();
    void reasons_data();
    void reasons();
    void distrusted();
};

void tst_Restarts::may_data()
{
    QTest::addColumn<QList<int>>("before");
    QTest::addColumn<int>("why");
    QTest::addColumn<int>("mirrors");
    QTest::addColumn<bool>("may");
    const auto row = [](const char *name, QList<Why> before, Why why, int mirrors, bool may) {
        QList<int> numbers;
        for (const Why one : before)
            numbers << int(one);
        QTest::newRow(name) << numbers << int(why) << mirrors << may;
    };
    row("changed", {}, Why::Changed, 1, true);
    row("changed, in one piece", {Why::Changed}, Why::Changed, 1, false);
    row("resumed and stale", {}, Why::Stale, 1, true);
    row("then it changes", {Why::Stale}, Why::Changed, 1, true);
    row("stale twice", {Why::Stale, Why::Changed}, Why::Stale, 1, false);
    row("its mirror is spent", {}, Why::Elsewhere, 2, true);
    row("and the next", {Why::Elsewhere}, Why::Elsewhere, 3, true);
    row("and all", {Why::Elsewhere, Why::Elsewhere, Why::Elsewhere}, Why::Elsewhere, 2, false);
    row("wrong", {}, Why::Wrong, 1, true);
    row("wrong twice", {Why::Wrong}, Why::Wrong, 2, false);
    row("cut", {}, Why::Cut, 1, true);
    row("cut again", {Why::Cut, Why::Cut}, Why::Cut, 1, true);
    row("cut for ever", {Why::Cut, Why::Cut, Why::Cut}, Why::Cut, 1, false);
    row("cut after a change", {Why::Changed}, Why::Cut, 1, true);
    row("a change after cuts", {Why::Cut, Why::Cut}, Why::Changed, 1, true);
}

void tst_Restarts::may()
{
    QFETCH(QList<int>, before);
    QFETCH(int, why);
    QFETCH(int, mirrors);
    QFETCH(bool, may);
    Restarts restarts;
    QVERIFY(!restarts.any());
    for (const int one : std::as_const(before))
        restarts.began(static_cast<Why>(one));
    QCOMPARE(restarts.any(), !before.isEmpty());
    QCOMPARE(restarts.may(static_cast<Why>(why), static_cast<std::size_t>(mirrors)), may);
}

void tst_Restarts::asksOnce()
{
    Restarts restarts;
    restarts.began(Why::Stale);
    restarts.began(Why::Cut);
    QVERIFY(!restarts.asksOnce());
    restarts.began(Why::Changed);
    restarts.began(Why::Cut);
    QVERIFY(restarts.asksOnce());
}

void tst_Restarts::reasons_data()
{
    using core::ErrorKind;
    QTest::addColumn<EndedAttempt>("ended");
    QTest::addColumn<std::optional<Why>>("reason");
    const auto row = [](const char *name, const EndedAttempt &ended, std::optional<Why> reason) {
        QTest::newRow(name) << ended << reason;
    };
    row("cut", {.kind = ErrorKind::ConnectionLost, .isCut = true}, Why::Cut);
    row("cut by the disk", {.kind = ErrorKind::DiskFull, .isCut = true}, {});
    row("changed", {.kind = ErrorKind::ContentChanged, .hasChanged = true}, Why::Changed);
    row("another version elsewhere", {.kind = ErrorKind::ContentChanged}, Why::Elsewhere);
    row("wrong, and mixed perhaps", {.kind = ErrorKind::ContentKeyWrong, .isUnproven = true}, Why::Wrong);
    row("wrong, and every chunk is proven", {.kind = ErrorKind::ContentKeyWrong}, {});
    row("any other", {.kind = ErrorKind::NotFound, .hasChanged = true, .isUnproven = true}, {});
}

void tst_Restarts::reasons()
{
    QFETCH(EndedAttempt, ended);
    QFETCH(std::optional<Why>, reason);
    QVERIFY(reasonFor(ended) == reason);
}

/// The last one that is known to have given what could not be used.
void tst_Restarts::distrusted()
{
    const QUrl url(QStringLiteral("http://a.example/x"));
    Restarts restarts;
    QVERIFY(restarts.distrusted().isEmpty());
    restarts.began(Why::Stale);
    QVERIFY(restarts.distrusted().isEmpty());
    restarts.began(Why::Changed, url);
    restarts.began(Why::Cut);
    QCOMPARE(restarts.distrusted(), url);
}

SLUICE_TEST(tst_Restarts)
#include "tst_restarts.moc"
