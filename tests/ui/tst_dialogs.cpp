#include "tests/support/ownqueue.h"
#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "ui/details/chunkmodel.h"
#include "ui/intake/keysdialog.h"
#include "ui/intake/replacedialog.h"
#include "ui/preferences.h"
#include "ui/settings/scheduledialog.h"
#include "ui/window/limitmenu.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using Tester = QAbstractItemModelTester;

class tst_Dialogs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void missingKeysAreAskedForOnce();
    void keysAreReadFromLines();
    void aMistakeIsNoKey();
    void anotherLink();
    void aLinkToAnotherFileIsRefused();
    void scheduleIsKept();
    void chunkModelIsSound();

private:
    static QPushButton *button(const QDialog &dialog, QDialogButtonBox::ButtonRole role)
    {
        auto *box = dialog.findChild<QDialogButtonBox *>();
        for (QAbstractButton *found : box->buttons()) {
            if (box->buttonRole(found) == role)
                return qobject_cast<QPushButton *>(found);
        }
        return nullptr;
    }
    static QModelIndex keyAt(const QAbstractItemModel &model, int row)
    {
        return model.index(row, static_cast<int>(ui::KeyRequestModel::Column::Key));
    }
};

void tst_Dialogs::missingKeysAreAskedForOnce()
{
    support::OwnQueue queue({});
    samples::addEveryState(queue);
    ui::KeyRequestModel model(queue);
    Tester tester(&model, Tester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("FA505078126ACB3E"));
    ui::KeysDialog dialog(queue);
    QSignalSpy entered(&dialog, &ui::KeysDialog::keysEntered);
    QVERIFY(!button(dialog, QDialogButtonBox::AcceptRole)->isEnabled());
    QGuiApplication::clipboard()->setText(QStringLiteral("bdc51862abed79b2de48c8e7e66c6200"));
    QTest::keyClick(&dialog, Qt::Key_V, Qt::ControlModifier);
    QVERIFY(button(dialog, QDialogButtonBox::AcceptRole)->isEnabled());
    button(dialog, QDialogButtonBox::AcceptRole)->click();
    QCOMPARE(entered.count(), 1);
    const auto keys = entered.first().first().value<blte::KeyList>();
    QCOMPARE(keys.entries.size(), std::size_t(1));
    QCOMPARE(keys.entries.front().name, blte::KeyName{0xFA505078126ACB3E});
}

void tst_Dialogs::keysAreReadFromLines()
{
    support::OwnQueue queue({});
    samples::addEveryState(queue);
    ui::KeyRequestModel model(queue);
    QCOMPARE(model.fill(QStringLiteral("FF813F7D062AC0BC AA0B5C77F088CCC2D39049BD267F066D\n"
                                       "0000000000000001 AA0B5C77F088CCC2D39049BD267F066D\n")),
             1);
    QCOMPARE(keyAt(model, 1).data().toString(), QStringLiteral("AA0B5C77F088CCC2D39049BD267F066D"));
    QCOMPARE(model.keys().entries.size(), std::size_t(1));
}

void tst_Dialogs::aMistakeIsNoKey()
{
    support::OwnQueue queue({});
    samples::addEveryState(queue);
    ui::KeyRequestModel model(queue);
    QVERIFY(model.setData(keyAt(model, 0), QStringLiteral("AA0B5C77"), Qt::EditRole));
    QVERIFY(model.hasMistakes());
    QVERIFY(!keyAt(model, 0).data(Qt::ToolTipRole).toString().isEmpty());
    QVERIFY(model.keys().entries.empty());
    QVERIFY(model.setData(keyAt(model, 0), QString(), Qt::EditRole));
    QVERIFY(!model.hasMistakes());
}

void tst_Dialogs::anotherLink()
{
    support::OwnQueue queue({});
    const auto ids = samples::addPlain(queue, 1);
    ui::ReplaceDialog dialog(queue, queue.at(0));
    dialog.findChild<QPlainTextEdit *>()->setPlainText(
        QStringLiteral("http://new.example/data/file\nhttp://other.example/data/file\n"));
    dialog.accept();
    QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    QCOMPARE(queue.find(ids.first())->source.mirrors.size(), 2);
    QCOMPARE(queue.find(ids.first())->host(), QStringLiteral("new.example"));
}

void tst_Dialogs::aLinkToAnotherFileIsRefused()
{
    support::OwnQueue queue({});
    samples::addPlain(queue, 1);
    ui::ReplaceDialog dialog(queue, queue.at(0));
    dialog.findChild<QPlainTextEdit *>()->setPlainText(QStringLiteral("no link at all"));
    dialog.accept();
    QCOMPARE(dialog.result(), static_cast<int>(QDialog::Rejected));
    QCOMPARE(queue.at(0).host(), QStringLiteral("cdn.example"));
}

void tst_Dialogs::scheduleIsKept()
{
    QTemporaryDir folder;
    ui::Preferences preferences(folder.filePath(QStringLiteral("s.ini")));
    {
        ui::ScheduleDialog dialog(preferences);
        button(dialog, QDialogButtonBox::ActionRole)->click();
        auto *row = dialog.findChild<ui::ScheduleRow *>();
        QVERIFY(row);
        row->findChild<QSpinBox *>()->setValue(300);
        row->findChildren<QToolButton *>().first()->click(); // not on Mondays
    }
    const auto rules = preferences.queueSettings().schedule.rules;
    QCOMPARE(rules.size(), 1);
    QCOMPARE(rules.first().bytesPerSecond, 300'000);
    QCOMPARE(int(rules.first().days), 0x1e);
    ui::ScheduleDialog again(preferences);
    QCOMPARE(again.findChild<ui::ScheduleRow *>()->rule(), rules.first());
    again.findChild<ui::ScheduleRow *>()->findChildren<QToolButton *>().last()->click(); // the cross
    QVERIFY(preferences.queueSettings().schedule.rules.isEmpty());
}

void tst_Dialogs::chunkModelIsSound()
{
    ui::ChunkSnapshot snapshot;
    ui::ChunkModel model(snapshot);
    Tester tester(&model, Tester::FailureReportingMode::QtTest);
    transfer::ChunkMap map(std::make_shared<blte::ChunkTable>(blte::ChunkTable::plain(5000, 1000)));
    queue::Item item = samples::itemNumber(1);
    item.source.mirrors = {QUrl(QStringLiteral("http://a.example/x")),
                           QUrl(QStringLiteral("http://b.example/x"))};
    map.setMirror({0, 2}, 1);
    map.setMode(0, 'Z');
    map.set({0, 1}, transfer::ChunkState::Done);
    QVERIFY(snapshot.update(item, &map));
    model.refresh(true);
    QCOMPARE(model.rowCount(), 5);
    using Column = ui::ChunkModel::Column;
    QCOMPARE(model.index(0, static_cast<int>(Column::Host)).data().toString(), QStringLiteral("b.example"));
    QVERIFY(!model.index(0, static_cast<int>(Column::Mode)).data().toString().isEmpty());
    QCOMPARE(model.index(4, static_cast<int>(Column::Host)).data().toString(), QStringLiteral("–"));
    map.set({0, 5}, transfer::ChunkState::Done);
    QVERIFY(snapshot.update(item, &map));
    model.refresh(false);
    QVERIFY(snapshot.update(samples::itemNumber(2), nullptr));
    model.refresh(true);
    QCOMPARE(model.rowCount(), 0);
}

SLUICE_GUI_TEST(tst_Dialogs)
#include "tst_dialogs.moc"
