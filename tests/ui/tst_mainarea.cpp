#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "tests/ui/windowtest.h"
#include "ui/details/detailspanel.h"
#include "ui/list/queueview.h"
#include "ui/window/actions.h"
#include "ui/window/summarybar.h"

#include <QScrollBar>
#include <QSplitter>
#include <QTest>

/// How the parts of the window stand to each other.
class tst_MainArea : public samples::WindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        WindowTest::init();
        samples::addPlain(*queue, 200);
        window->resize(1000, 800);
        window->show();
        view()->selectIds({queue->at(0).id}); // about nothing there are no details
        QTest::qWait(20);
    }

    /// A message comes and goes; whoever is about to click finds everything where it was.
    void aBarMovesNothing()
    {
        auto *list = window->findChild<ui::QueueView *>();
        auto *details = window->findChild<ui::DetailsPanel *>();
        list->verticalScrollBar()->setValue(list->verticalScrollBar()->maximum());
        const auto places = [&] {
            QTest::qWait(20);
            return QList<QRect>{QRect(list->mapTo(window.get(), QPoint()), list->size()),
                                list->visualRect(list->model()->index(199, 0)),
                                QRect(details->mapTo(window.get(), QPoint()), QSize(details->width(), 1))};
        };
        const auto before = places();
        const int height = details->height();
        window->say(QStringLiteral("something"));
        QCOMPARE(places(), before);
        auto *bar = window->findChild<ui::NoticeBar *>();
        QCOMPARE(details->height(), height - bar->height());
        bar->hide();
        QCOMPARE(places(), before);
        QCOMPARE(details->height(), height);
    }

    /// Whatever was stored, or happens while the window is laid out.
    void detailsAreNeverLost()
    {
        auto *details = window->findChild<ui::DetailsPanel *>();
        window->findChildren<QSplitter *>().last()->setSizes({2000, 0});
        QTest::qWait(20);
        QVERIFY(details->height() >= details->minimumHeight());
        window->close();
        reopen();
        window->show();
        view()->clearSelection();
        view()->selectIds({queue->at(0).id});
        QTest::qWait(50);
        details = window->findChild<ui::DetailsPanel *>();
        QVERIFY(details->isVisible());
        QVERIFY(details->height() >= details->minimumHeight() &&
                details->visibleRegion().boundingRect().height() > 0);
    }

    void aLargerWindowShowsMoreRows()
    {
        auto *list = window->findChild<ui::QueueView *>();
        auto *details = window->findChild<ui::DetailsPanel *>();
        window->say(QStringLiteral("something"));
        QTest::qWait(20);
        const int rows = list->height();
        const int below = details->height();
        window->resize(1000, 900);
        QTest::qWait(20);
        QCOMPARE(list->height(), rows + 100);
        QCOMPARE(details->height(), below);
    }

    /// As it was left: also with a bar that comes right after.
    void theNextWindowStandsLikeThis()
    {
        const auto places = [&] {
            QTest::qWait(50);
            auto *list = window->findChild<ui::QueueView *>();
            auto *details = window->findChild<ui::DetailsPanel *>();
            return QList<QSize>{window->size(), list->size(), details->size()};
        };
        window->findChildren<QSplitter *>().last()->setSizes({300, 350});
        const auto before = places();
        window->say(QStringLiteral("something"));
        places();
        window->close();
        reopen();
        window->show();
        view()->selectIds({queue->at(0).id});
        QCOMPARE(places(), before);
        window->say(QStringLiteral("something"));
        const int bar = window->findChild<ui::NoticeBar *>()->sizeHint().height();
        QCOMPARE(places(), (QList<QSize>{before[0], before[1], before[2] - QSize(0, bar)}));
    }

    /// Nothing is chosen, so there is nothing to tell: the rows have the room.
    void detailsComeWithWhatIsChosen()
    {
        auto *details = window->findChild<ui::DetailsPanel *>();
        const int height = details->height();
        view()->clearSelection();
        QTRY_VERIFY(details->isHidden());
        view()->selectIds({queue->at(3).id});
        QTRY_VERIFY(!details->isHidden());
        QTRY_COMPARE(details->height(), height);
    }

    /// Without details the list gives way at its lower end.
    void withoutDetailsTheTopStays()
    {
        window->actions().showDetails->setChecked(false);
        auto *list = window->findChild<ui::QueueView *>();
        QTest::qWait(20);
        const QRect row = list->visualRect(list->model()->index(0, 0));
        const int height = list->height();
        window->say(QStringLiteral("something"));
        QTest::qWait(20);
        QCOMPARE(list->visualRect(list->model()->index(0, 0)), row);
        QVERIFY(list->height() < height);
    }
};

SLUICE_GUI_TEST(tst_MainArea)
#include "tst_mainarea.moc"
