#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "tests/ui/windowtest.h"
#include "ui/intake/adddialog.h"
#include "ui/intake/problemsdialog.h"
#include "ui/list/emptystate.h"
#include "ui/list/queueview.h"
#include "ui/settings/settingsdialog.h"
#include "ui/window/actions.h"
#include "ui/window/dropoverlay.h"
#include "ui/window/lookupbar.h"
#include "ui/window/summarybar.h"
#include "ui/window/undobar.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSplitter>
#include <QTabBar>
#include <QTest>

namespace {

/// What a person can focus or press.
bool isControl(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget) ||
           qobject_cast<const QComboBox *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget) ||
           qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QPlainTextEdit *>(widget) ||
           qobject_cast<const QTabBar *>(widget);
}

/// Qt's own inner parts speak through the control they belong to.
bool isInnerPart(const QWidget *widget)
{
    const QWidget *parent = widget->parentWidget();
    return widget->objectName().startsWith(QStringLiteral("qt_")) ||
           qobject_cast<const QComboBox *>(parent) || qobject_cast<const QAbstractSpinBox *>(parent) ||
           qobject_cast<const QLineEdit *>(parent) || qobject_cast<const QTabBar *>(parent) ||
           (parent && qstrcmp(parent->metaObject()->className(), "QComboBoxPrivateContainer") == 0);
}

QStringList unnamedControls(QWidget *root)
{
    QStringList unnamed;
    for (QWidget *widget : root->findChildren<QWidget *>()) {
        if (!isControl(widget) || isInnerPart(widget))
            continue;
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        if (!face || face->text(QAccessible::Name).isEmpty())
            unnamed << QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') +
                           widget->objectName() + QStringLiteral(" in ") +
                           QString::fromLatin1(widget->parentWidget()->metaObject()->className());
    }
    return unnamed;
}

} // namespace

class tst_MainWindow : public samples::WindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        WindowTest::init();
        preferences->setIntentForNew(transfer::Intent::Hold);
        window->resize(1100, 750); // the display may be small
        window->show();
    }
    void everyControlHasAName()
    {
        samples::addEveryState(*queue);
        QCOMPARE(unnamedControls(window.get()), QStringList());
        ui::AddDialog add(ui::knownSources(*queue), *preferences);
        add.setAttribute(Qt::WA_DeleteOnClose, false);
        QCOMPARE(unnamedControls(&add), QStringList());
        ui::ProblemsDialog problems({});
        problems.setAttribute(Qt::WA_DeleteOnClose, false);
        QCOMPARE(unnamedControls(&problems), QStringList());
        ui::PendingRemovals removals(*queue);
        ui::Tally tally(*queue, removals);
        ui::SettingsDialog settings(*preferences, *queue, tally);
        settings.setAttribute(Qt::WA_DeleteOnClose, false);
        QCOMPARE(unnamedControls(&settings), QStringList());
    }

    void noTwoShortcutsAreTheSame()
    {
        QStringList seen;
        QStringList everywhere;
        QStringList ofTables; // of the details: they may be those of the list, which has not the focus then
        for (const QAction *action : window->findChildren<QAction *>()) {
            const QString shortcut = action->shortcut().toString();
            if (shortcut.isEmpty())
                continue;
            const bool isOfTable = action->shortcutContext() == Qt::WidgetShortcut;
            QStringList &alike = isOfTable ? ofTables : seen;
            QVERIFY2(!alike.contains(shortcut), qPrintable(shortcut));
            alike << shortcut;
            if (action->shortcutContext() == Qt::WindowShortcut)
                everywhere << shortcut;
        }
        for (const QString &shortcut : std::as_const(ofTables))
            QVERIFY2(!everywhere.contains(shortcut), qPrintable(shortcut));
        for (const char *wanted : {"Ctrl+N", "Ctrl+V", "Space", "Del", "Ctrl+Up", "Ctrl+Down", "Ctrl+F"})
            QVERIFY2(seen.contains(QLatin1StringView(wanted)), wanted);
    }

    /// From the text to whoever looks it up, and back: rows, and what cannot be had.
    void filesOfProductsAreLookedUp()
    {
        QSignalSpy wanted(window.get(), &ui::MainWindow::productsWanted);
        window->addText(QStringLiteral("wow:World/a.adt"));
        QTRY_COMPARE(wanted.count(), 1);
        const auto requests = wanted.first().first().value<QList<ui::ProductRequest>>();
        QCOMPARE(requests.size(), 1);
        QCOMPARE(requests.first().folder, folder->path());
        QCOMPARE(queue->count(), 0);

        auto *lookups = window->findChild<ui::LookupBar *>();
        QVERIFY(lookups->isHidden());
        window->showLookups({QStringLiteral("wow:World/a.adt"), QStringLiteral("wow:fdid=5")});
        QVERIFY(lookups->isVisible());
        QVERIFY(lookups->accessibleName().contains(QStringLiteral("wow:World/a.adt")));
        QSignalSpy cancelled(window.get(), &ui::MainWindow::lookupsCancelled);
        lookups->findChild<QAbstractButton *>()->click();
        QCOMPARE(cancelled.count(), 1);
        window->showLookups({QStringLiteral("wow:fdid=5")}, ui::LookupBar::Doing::Waiting);
        QVERIFY(lookups->accessibleName().contains(
            QStringLiteral("wow:fdid=5 waits: the connection is metered")));
        window->showLookups({});
        QVERIFY(lookups->isHidden());

        auto *notice = window->findChild<ui::NoticeBar *>();
        window->addFound({{}, {QStringLiteral("wow:fdid=5: no such file")}, {}});
        QTRY_COMPARE(notice->accessibleName(), QStringLiteral("wow:fdid=5: no such file"));
        core::Source source = *core::sourceFromLine(QStringLiteral("http://a.example/x"));
        source.name = QStringLiteral("World/a.adt");
        window->addFound({{{source, folder->path(), source.name, {}, transfer::Intent::Hold}},
                          {QStringLiteral("wow:fdid=6: no such file")},
                          {QStringLiteral("root: is damaged")}});
        QTRY_COMPARE(queue->count(), 1);
        QCOMPARE(queue->at(0).target(), folder->filePath(QStringLiteral("World/a.adt")));
        QTRY_VERIFY(notice->accessibleName().contains(QStringLiteral("1 download")));
        notice->findChild<QAbstractButton *>()->click();
        const auto *problems = window->findChild<ui::ProblemsDialog *>();
        QVERIFY(problems);
        QCOMPARE(problems->findChild<QPlainTextEdit *>()->toPlainText(),
                 QStringLiteral("wow:fdid=5: no such file\nwow:fdid=6: no such file\nroot: is damaged"));
    }

    void addedTextBecomesRows()
    {
        QCOMPARE(window->findChild<ui::EmptyState *>()->isVisible(), true);
        window->addText(QStringLiteral("http://a.example/x\nhttp://a.example/y\n"));
        QTRY_COMPARE(queue->count(), 2);
        QCOMPARE(queue->at(0).folder, folder->path());
        QTRY_COMPARE(view()->model()->rowCount(), 2);
        QCOMPARE(window->findChild<ui::EmptyState *>()->isVisible(), false);
        QCOMPARE(view()->selectedIds(), QList<queue::ItemId>{queue->at(0).id});
    }

    /// While its removal can still be undone, too.
    void whatIsBeingRemovedCanBeAddedAgain()
    {
        const QString text = QStringLiteral("http://127.0.0.1:1/first\nhttp://127.0.0.1:1/second");
        window->addText(text);
        QTRY_COMPARE(queue->count(), 2);
        view()->selectAll();
        trigger(QStringLiteral("Del"));
        QCOMPARE(view()->model()->rowCount(), 0);
        window->addText(QStringLiteral("http://127.0.0.1:1/second"));
        QTRY_COMPARE(view()->model()->rowCount(), 1);
        window->saveWindow(); // ends the time to undo
        QTRY_COMPARE(queue->count(), 1);
        QCOMPARE(queue->at(0).name, QStringLiteral("second"));
    }

    void foldersOfAListAreMade()
    {
        window->addText(QStringLiteral("http://a.example/x\n  dir=a/b\nhttp://a.example/y\n  dir=../out\n"));
        QTRY_COMPARE(queue->count(), 2);
        QCOMPARE(queue->at(0).folder, folder->filePath(QStringLiteral("a/b")));
        QVERIFY(QDir(queue->at(0).folder).exists());
        QCOMPARE(queue->at(1).folder, folder->path());
    }

    void aChosenFolderThatIsGoneStaysGone()
    {
        const QString gone = folder->filePath(QStringLiteral("volume/downloads"));
        preferences->setDownloadFolder(gone);
        window->addText(QStringLiteral("http://a.example/x"));
        QTRY_COMPARE(queue->count(), 1);
        QVERIFY(!QDir(gone).exists());
    }

    void pastingDoesTheSame()
    {
        QGuiApplication::clipboard()->setText(QStringLiteral("http://a.example/pasted"));
        view()->setFocus();
        trigger(QStringLiteral("Ctrl+V"));
        QTRY_COMPARE(queue->count(), 1);
    }

    void keysAndLocalFilesAreHandedOn()
    {
        QSignalSpy keys(window.get(), &ui::MainWindow::keysDropped);
        QSignalSpy local(window.get(), &ui::MainWindow::localBlteDropped);
        window->addText(QStringLiteral("FA505078126ACB3E BDC51862ABED79B2DE48C8E7E66C6200\n"));
        QTRY_COMPARE(keys.count(), 1);
        QFile file(folder->filePath(QStringLiteral("x.blte")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("BLTE") == 4);
        file.close();
        window->addFiles({file.fileName()});
        QTRY_COMPARE(local.count(), 1);
        QCOMPARE(local.first().first().toStringList(), QStringList{file.fileName()});
    }

    void keysWorkInTheListAndLeaveFieldsAlone()
    {
        const auto ids = samples::addPlain(*queue, 3);
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        view()->selectIds({ids.at(1)});
        view()->setFocus();
        QCoreApplication::processEvents();
        auto *filter = window->findChild<QLineEdit *>();
        QTest::keyClick(window->windowHandle(), Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget(), filter);
        for (const Qt::Key key : {Qt::Key_A, Qt::Key_Space, Qt::Key_Delete})
            QTest::keyClick(window->windowHandle(), key);
        QCOMPARE(filter->text(), QStringLiteral("a "));
        QVERIFY(window->findChild<ui::UndoBar *>()->isHidden());
        QTest::keyClick(window->windowHandle(), Qt::Key_Escape);
        QCOMPARE(filter->text(), QString());
        QCOMPARE(QApplication::focusWidget(), view());
        QTRY_COMPARE(view()->model()->rowCount(), 3);
        view()->selectIds({ids.at(1)});
        QCoreApplication::processEvents();
        QTest::keyClick(window->windowHandle(), Qt::Key_Delete);
        QVERIFY(window->findChild<ui::UndoBar *>()->isVisible());
        QCOMPARE(view()->model()->rowCount(), 2);
    }

    void dropsAnywhereBecomeRows()
    {
        QMimeData mime;
        mime.setUrls({QUrl(QStringLiteral("http://a.example/dropped"))});
        QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QVERIFY(window->findChild<ui::DropOverlay *>()->isVisible());
        QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &drop);
        QVERIFY(window->findChild<ui::DropOverlay *>()->isHidden());
        QTRY_COMPARE(queue->count(), 1);
    }

    void theRowsButtonPausesAndResumes()
    {
        const auto ids = samples::addPlain(*queue, 2);
        QSignalSpy pressed(view(), &ui::QueueView::rowActionTriggered);
        QCoreApplication::processEvents();
        const auto index = view()->model()->index(1, static_cast<int>(ui::QueueModel::Column::Action));
        const QPoint button = view()->visualRect(index).center();
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, button);
        QCOMPARE(pressed.count(), 1);
        QCOMPARE(queue->find(ids.at(1))->intent, transfer::Intent::Run);
        QCOMPARE(queue->find(ids.at(0))->intent, transfer::Intent::Hold);
    }

    void windowIsRestored()
    {
        window->resize(901, 603);
        auto *details = window->findChild<QAction *>(QStringLiteral("details"));
        details->setChecked(false);
        view()->header()->setSortIndicator(2, Qt::DescendingOrder);
        window->close();
        reopen();
        QCOMPARE(window->size(), QSize(901, 603));
        QVERIFY(!window->findChild<QAction *>(QStringLiteral("details"))->isChecked());
        QCOMPARE(view()->header()->sortIndicatorSection(), 2);
        QCOMPARE(view()->header()->sortIndicatorOrder(), Qt::DescendingOrder);
    }

    void tenThousandLinesGoInWithoutFreezing()
    {
        QString text;
        for (int i = 0; i < 10'000; ++i)
            text += QStringLiteral("http://a.example/file%1\n").arg(i);
        window->addText(text);
        QElapsedTimer turn;
        qint64 longest = 0;
        while (queue->count() < 10'000) {
            turn.start();
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
            longest = std::max(longest, turn.elapsed());
        }
        turn.start();
        window->grab();
        qInfo("longest turn %lld ms, first paint %lld ms", longest, turn.elapsed());
        QVERIFY(longest < 1'000);
        QVERIFY(turn.elapsed() < 1'000);
    }
};

SLUICE_GUI_TEST(tst_MainWindow)
#include "tst_mainwindow.moc"
