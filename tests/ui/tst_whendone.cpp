#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "tests/ui/windowtest.h"
#include "ui/window/whendone.h"
#include "ui/window/whendonebar.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using ui::AtEnd;

/// What is done when all downloads are: once, told before, and never for nothing.
class tst_WhenDone : public samples::WindowTest
{
    Q_OBJECT
private:
    ui::WhenDone *whenDone() const { return window->findChild<ui::WhenDone *>(); }
    ui::WhenDoneBar *bar() const { return window->findChild<ui::WhenDoneBar *>(); }
    void runAndEnd()
    {
        Q_EMIT queue->activeCountChanged(1);
        Q_EMIT queue->activeCountChanged(0);
        Q_EMIT queue->idle();
    }

private Q_SLOTS:
    void init()
    {
        WindowTest::init();
        window->show();
    }

    void nothingIsDoneUnasked()
    {
        runAndEnd();
        QVERIFY(bar()->isHidden());
    }

    void onlyAfterSomethingRan()
    {
        whenDone()->setWish(AtEnd::Quit);
        Q_EMIT queue->idle();
        QVERIFY(bar()->isHidden());
        runAndEnd();
        QVERIFY(!bar()->isHidden());
        QVERIFY(whenDone()->timeLeft() > std::chrono::seconds(25));
    }

    void itCanBeCalledOff()
    {
        QSignalSpy quit(window.get(), &ui::MainWindow::quitWanted);
        whenDone()->setWish(AtEnd::Quit);
        runAndEnd();
        QTest::mouseClick(bar()->findChildren<QToolButton *>().first(), Qt::LeftButton);
        QVERIFY(bar()->isHidden());
        QCOMPARE(whenDone()->wish(), AtEnd::Nothing);
        QCOMPARE(quit.count(), 0);
        runAndEnd();
        QVERIFY(bar()->isHidden());
    }

    void whatComesMeanwhileGoesFirst()
    {
        whenDone()->setWish(AtEnd::Sleep);
        runAndEnd();
        Q_EMIT queue->activeCountChanged(1);
        QVERIFY(bar()->isHidden());
        QCOMPARE(whenDone()->wish(), AtEnd::Sleep);
        Q_EMIT queue->activeCountChanged(0);
        Q_EMIT queue->idle();
        QVERIFY(!bar()->isHidden());
    }

    void lookUpsAreWaitedFor()
    {
        window->showLookups({QStringLiteral("wow:x")});
        whenDone()->setWish(AtEnd::Quit);
        runAndEnd();
        QVERIFY(bar()->isHidden());
    }

    void quits()
    {
        QSignalSpy quit(window.get(), &ui::MainWindow::quitWanted);
        whenDone()->setWish(AtEnd::Quit);
        runAndEnd();
        whenDone()->doNow();
        QCOMPARE(quit.count(), 1);
        QCOMPARE(whenDone()->wish(), AtEnd::Nothing); // once
    }

    void commands_data()
    {
        QTest::addColumn<AtEnd>("wish");
        QTest::addColumn<QStringList>("started");
        QTest::newRow("sleep") << AtEnd::Sleep << ui::systemCommandFor(AtEnd::Sleep);
        QTest::newRow("shut down") << AtEnd::ShutDown << ui::systemCommandFor(AtEnd::ShutDown);
        QTest::newRow("command") << AtEnd::Command
                                 << QStringList{QStringLiteral("say"), QStringLiteral("all is done"),
                                                QStringLiteral("now")};
    }
    void commands()
    {
        QFETCH(AtEnd, wish);
        QStringList started;
        whenDone()->startBy([&started](const QString &program, const QStringList &arguments) {
            started = QStringList{program} + arguments;
            return false;
        });
        if (wish == AtEnd::Command)
            whenDone()->setCommand(QStringLiteral("say \"all is done\" now"));
        else
            whenDone()->setWish(wish);
        QSignalSpy complained(whenDone(), &ui::WhenDone::complained);
        runAndEnd();
        QVERIFY(!whenDone()->sentence().isEmpty());
        whenDone()->doNow();
        QTEST(started, "started");
        QVERIFY(!started.isEmpty());
        QCOMPARE(complained.count(), 1); // it could not be started
    }
};

SLUICE_GUI_TEST(tst_WhenDone)
#include "tst_whendone.moc"
