#include "tests/support/testmain.h"
#include "ui/desktop/notificationbatch.h"

#include <QTest>

using transfer::State;
using transfer::Verdict;
using ui::NoticeAction;
using ui::NotificationBatch;

namespace {

queue::Item item(int number, State state, const QString &folder = QStringLiteral("/home/me"))
{
    queue::Item item;
    item.id = queue::ItemId{number};
    item.name = QStringLiteral("file%1").arg(number);
    item.folder = folder;
    item.state = state;
    item.verdict = Verdict::ChunksVerified;
    item.progress.decodedSize = 63'400'000;
    if (state == State::Failed)
        item.error = {core::ErrorKind::NotFound, QStringLiteral("404")};
    return item;
}

QList<NoticeAction> actions(const ui::Notice &notice)
{
    QList<NoticeAction> result;
    for (const auto &button : notice.buttons)
        result << button.action;
    return result;
}

} // namespace

/// What a notice says about one download, and about many.
class tst_NotificationBatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneThatIsDone()
    {
        NotificationBatch digest;
        QVERIFY(digest.isEmpty());
        digest.add(item(1, State::Done));
        const ui::Notice notice = digest.notice();
        QCOMPARE(notice.title, QStringLiteral("file1 is finished"));
        QCOMPARE(notice.body, QStringLiteral("Chunks verified · 63.4 MB"));
        QVERIFY(!notice.isTrouble);
        QCOMPARE(actions(notice), (QList{NoticeAction::OpenFile, NoticeAction::OpenFolder}));
    }

    void oneThatFailed()
    {
        NotificationBatch digest;
        digest.add(item(1, State::Failed));
        const ui::Notice notice = digest.notice();
        QCOMPARE(notice.title, QStringLiteral("file1 failed"));
        QCOMPARE(
            notice.body,
            QStringLiteral("The server does not have this file.\nCheck the link, or add another mirror."));
        QVERIFY(notice.isTrouble);
        QVERIFY(notice.buttons.isEmpty());
    }

    void manyAreSummarised()
    {
        NotificationBatch digest;
        for (int i = 1; i <= 12; ++i)
            digest.add(item(i, State::Done));
        digest.add(item(13, State::Failed));
        const ui::Notice notice = digest.notice();
        QVERIFY(notice.title.contains(QStringLiteral("12")) && notice.title.contains(QStringLiteral("1 ")));
        QCOMPARE(notice.body.section(QLatin1Char('\n'), 0, 0),
                 QStringLiteral("file13: The server does not have this file")); // the bad news first
        QCOMPARE(notice.body.count(QLatin1Char('\n')), 3);
        QVERIFY(notice.isTrouble);
        QCOMPARE(actions(notice), QList{NoticeAction::OpenFolder});
        QVERIFY(!digest.only());
        QCOMPARE(digest.ids().size(), 3);
    }

    /// There is not one folder to open.
    void foldersThatDiffer()
    {
        NotificationBatch digest;
        digest.add(item(1, State::Done));
        digest.add(item(2, State::Done, QStringLiteral("/mnt/other")));
        QVERIFY(digest.notice().buttons.isEmpty());
    }
};

SLUICE_TEST(tst_NotificationBatch)
#include "tst_notificationbatch.moc"
