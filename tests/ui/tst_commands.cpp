#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "tests/ui/windowtest.h"
#include "ui/list/columnsmenu.h"
#include "ui/list/queuemodel.h"
#include "ui/window/actions.h"
#include "ui/window/summarybar.h"
#include "ui/window/undobar.h"

#include <QAbstractButton>
#include <QAction>
#include <QHeaderView>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>

/// What the window's commands do to its rows.
class tst_Commands : public samples::WindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        WindowTest::init();
        preferences->setIntentForNew(transfer::Intent::Hold);
        window->show();
    }

    void removalCanBeUndone()
    {
        const auto ids = samples::addPlain(*queue, 3);
        view()->selectIds({ids.at(1)});
        trigger(QStringLiteral("Del"));
        QCOMPARE(view()->model()->rowCount(), 2);
        auto *bar = window->findChild<ui::UndoBar *>();
        QVERIFY(bar->isVisible());
        bar->findChild<QAbstractButton *>()->click();
        QCOMPARE(view()->model()->rowCount(), 3);
        QVERIFY(!bar->isVisible());
        trigger(QStringLiteral("Del"));
        QCOMPARE(view()->model()->rowCount(), 2);
        trigger(QStringLiteral("Ctrl+Z")); // who has no pointer has ten seconds, too
        QCOMPARE(view()->model()->rowCount(), 3);
        QVERIFY(!window->actions().undo->isEnabled());
    }

    void columnsAndOrderByMenu()
    {
        samples::addPlain(*queue, 3);
        auto *menu = window->findChild<ui::ColumnsMenu *>();
        const auto choose = [&](const QString &text) {
            Q_EMIT menu->aboutToShow();
            for (QAction *action : menu->actions()) {
                if (action->text() == text)
                    return action->trigger();
            }
            QFAIL(qPrintable(text));
        };
        QHeaderView *header = view()->header();
        const int added = static_cast<int>(ui::QueueModel::Column::Added);
        QVERIFY(header->isSectionHidden(added));
        choose(QStringLiteral("Added"));
        QVERIFY(!header->isSectionHidden(added));
        choose(QStringLiteral("Sort by: Added"));
        QCOMPARE(header->sortIndicatorSection(), added);
        QCOMPARE(header->sortIndicatorOrder(), Qt::AscendingOrder);
        choose(QStringLiteral("Sort by: Added"));
        QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
        choose(QStringLiteral("Sort in queue order"));
        QCOMPARE(header->sortIndicatorSection(), -1);
        choose(QStringLiteral("Reset columns"));
        QVERIFY(header->isSectionHidden(added));
    }

    /// Files that are finished are not deleted unasked; who is asked and says no keeps everything.
    void deletingFinishedFilesAsks()
    {
        const auto ids = samples::addPlain(*queue, 3);
        samples::dress(*queue, 1, [](queue::Item &item) { item.state = transfer::State::Done; });
        const auto answer = [&](QMessageBox::ButtonRole role) {
            view()->selectIds({ids.at(0), ids.at(1)});
            trigger(QStringLiteral("Shift+Del"));
            auto *question = window->findChild<QMessageBox *>();
            QVERIFY(question && question->isVisible() && question->isModal());
            QCOMPARE(view()->model()->rowCount(), 3);
            QCOMPARE(question->buttonRole(question->defaultButton()), QMessageBox::RejectRole);
            for (QAbstractButton *button : question->buttons()) {
                if (question->buttonRole(button) == role)
                    button->click();
            }
            QTRY_VERIFY(!window->findChild<QMessageBox *>());
        };
        answer(QMessageBox::RejectRole);
        QCOMPARE(view()->model()->rowCount(), 3);
        answer(QMessageBox::AcceptRole);
        QCOMPARE(view()->model()->rowCount(), 1);
        QVERIFY(window->findChild<ui::UndoBar *>()->isVisible());
        view()->selectIds({ids.at(2)}); // not finished: the undo bar is enough
        trigger(QStringLiteral("Shift+Del"));
        QVERIFY(!window->findChild<QMessageBox *>());
        QCOMPARE(view()->model()->rowCount(), 0);
    }

    /// Somebody moved it away meanwhile: that is said, and nothing else happens.
    void aFileThatIsGoneIsNotOpened()
    {
        const auto ids = samples::addPlain(*queue, 1);
        samples::dress(*queue, 0, [](queue::Item &item) { item.state = transfer::State::Done; });
        view()->selectIds(ids);
        for (const char *keys : {"Return", "Ctrl+Return"}) {
            auto *bar = window->findChild<ui::NoticeBar *>();
            bar->hide();
            trigger(QString::fromLatin1(keys));
            QTRY_VERIFY(bar->isVisible());
            QVERIFY(bar->accessibleName().contains(QStringLiteral("not there any more")));
        }
    }

    void closingRemovesForReal()
    {
        const auto ids = samples::addPlain(*queue, 3);
        view()->selectIds({ids.at(1)});
        trigger(QStringLiteral("Del"));
        QCOMPARE(queue->count(), 3);
        window->close();
        QTRY_COMPARE(queue->count(), 2);
    }

    void rowsMoveByKeyboard()
    {
        const auto ids = samples::addPlain(*queue, 4);
        view()->selectIds({ids.at(1), ids.at(2)});
        trigger(QStringLiteral("Ctrl+Up"));
        QCOMPARE(queue->rowOf(ids.at(1)), 0);
        QCOMPARE(queue->rowOf(ids.at(2)), 1);
        trigger(QStringLiteral("Ctrl+Down"));
        trigger(QStringLiteral("Ctrl+Down"));
        QCOMPARE(queue->rowOf(ids.at(1)), 2);
        QCOMPARE(view()->selectedIds(), (QList<queue::ItemId>{ids.at(1), ids.at(2)}));
    }
};

SLUICE_GUI_TEST(tst_Commands)
#include "tst_commands.moc"
