#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "tests/ui/windowtest.h"
#include "ui/intake/adddialog.h"
#include "ui/intake/categorized.h"
#include "ui/list/filtersidebar.h"
#include "ui/list/labellist.h"
#include "ui/settings/categoriespage.h"
#include "ui/window/actions.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

/// Categories and tags: what the rules do, what the sidebar shows, what the menus change.
class tst_Labels : public samples::WindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void categorized_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("meantFor");
        QTest::addColumn<QString>("category");
        QTest::addColumn<QString>("goesTo");
        const auto row = [](const char *url, const char *meantFor, const char *category, const char *goesTo) {
            QTest::addRow("%s to %s", url, meantFor)
                << QString::fromLatin1(url) << QString::fromLatin1(meantFor) << QString::fromLatin1(category)
                << QString::fromLatin1(goesTo);
        };
        row("http://cdn.example/a.bin", "/usual", "game", "/games");
        row("http://cdn.example/a.bin", "/usual/sub", "game", "/games/sub");
        row("http://cdn.example/a.bin", "/usually", "game", "/usually");
        row("http://cdn.example/a.bin", "/elsewhere", "game", "/elsewhere");
        row("http://b.example/a.iso", "/usual", "disks", "/usual"); // has no folder of its own
        row("http://b.example/a.bin", "/usual", "", "/usual");
    }
    void categorized()
    {
        QFETCH(QString, url);
        QFETCH(QString, meantFor);
        QFETCH(QString, category);
        QFETCH(QString, goesTo);
        queue::Request request;
        request.source.mirrors = {QUrl(url)};
        request.folder = meantFor;
        request = ui::categorized(request, someCategories(), QStringLiteral("/usual"));
        QCOMPARE(request.category, category);
        QCOMPARE(request.folder, goesTo);
    }

    void pastedLinksGoToTheirFolder()
    {
        const QString games = this->folder->filePath(QStringLiteral("games"));
        preferences->setCategories({{QStringLiteral("game"), games, {QStringLiteral("cdn.example")}}});
        preferences->setIntentForNew(transfer::Intent::Hold);
        window->addText(QStringLiteral("http://cdn.example/a.bin\nhttp://b.example/b.bin"));
        QTRY_COMPARE(queue->count(), 2);
        QCOMPARE(queue->at(0).category, QStringLiteral("game"));
        QCOMPARE(queue->at(0).folder, games);
        QVERIFY(QDir(games).exists());
        QCOMPARE(queue->at(1).category, QString());
        QCOMPARE(queue->at(1).folder, preferences->downloadFolder());
    }

    void theSidebarNarrowsTheList()
    {
        samples::addPlain(*queue, 6);
        auto *labels = window->findChild<ui::LabelList *>();
        const QAbstractItemModelTester tester(labels->model());
        QVERIFY(labels->isHidden()); // nobody uses them yet
        queue->setLabels({queue->at(0).id, queue->at(1).id},
                         {QStringLiteral("game"), {QStringLiteral("big")}, {}});
        queue->setLabels({queue->at(2).id}, {{}, {QStringLiteral("big"), QStringLiteral("old")}, {}});
        QTRY_COMPARE(rowsOf(labels),
                     (QStringList{QStringLiteral("All categories 6"), QStringLiteral("game 2"),
                                  QStringLiteral("big 3"), QStringLiteral("old 1")}));
        QVERIFY(!labels->isHidden());
        labels->setCurrentIndex(labels->model()->index(1, 0));
        QCOMPARE(view()->model()->rowCount(), 2);
        labels->setCurrentIndex(labels->model()->index(2, 0));
        QCOMPARE(view()->model()->rowCount(), 3);
        // What is chosen stays so while others come, and gives way when it is gone.
        queue->setLabels({queue->at(5).id}, {QStringLiteral("another"), {}, {}});
        QTRY_COMPARE(labels->model()->rowCount(), 5);
        QCOMPARE(labels->currentIndex().data().toString(), QStringLiteral("big"));
        queue->setLabels({queue->at(0).id, queue->at(1).id, queue->at(2).id},
                         {{}, {}, {QStringLiteral("big")}});
        QTRY_COMPARE(labels->currentIndex().row(), 0);
        QCOMPARE(view()->model()->rowCount(), 6);
    }

    void theMenusLabelWhatIsSelected()
    {
        preferences->setCategories(someCategories());
        samples::addPlain(*queue, 3);
        view()->selectIds({queue->at(0).id, queue->at(2).id});
        QCoreApplication::processEvents();
        QMenu *categories = window->actions().category->menu();
        Q_EMIT categories->aboutToShow();
        trigger(categories, QStringLiteral("game"));
        QCOMPARE(queue->at(0).category, QStringLiteral("game"));
        QCOMPARE(queue->at(1).category, QString());
        QCOMPARE(queue->at(2).category, QStringLiteral("game"));
        Q_EMIT categories->aboutToShow();
        QVERIFY(actionOf(categories, QStringLiteral("game"))->isChecked());
        trigger(categories, QStringLiteral("None"));
        QCOMPARE(queue->at(0).category, QString());

        QMenu *tags = window->actions().tags->menu();
        Q_EMIT tags->aboutToShow();
        tags->actions().last()->trigger();
        auto *dialog = window->findChild<QInputDialog *>();
        QVERIFY(dialog);
        dialog->setTextValue(QStringLiteral("  a & b "));
        dialog->accept();
        QCOMPARE(queue->at(0).tags, QStringList{QStringLiteral("a & b")});
        QTRY_VERIFY([&] {
            Q_EMIT tags->aboutToShow();
            return tags->actions().size() > 1;
        }());
        QVERIFY(tags->actions().first()->isChecked());
        tags->actions().first()->trigger();
        QCOMPARE(queue->at(2).tags, QStringList());
    }

    void theAddDialogFollowsTheRules()
    {
        preferences->setCategories(someCategories());
        ui::AddDialog dialog({}, *preferences);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        const auto folderField = [&]() -> QLineEdit * {
            for (auto *field : dialog.findChildren<QLineEdit *>()) {
                if (field->accessibleName() == QStringLiteral("Target folder"))
                    return field;
            }
            return nullptr;
        };
        dialog.setText(QStringLiteral("http://cdn.example/a.bin"));
        QTRY_COMPARE(folderField()->text(), QStringLiteral("/games"));
        dialog.setText(QStringLiteral("http://other.example/a.bin"));
        QTRY_COMPARE(folderField()->text(), preferences->downloadFolder());
        folderField()->setText(QStringLiteral("/typed"));
        dialog.setText(QStringLiteral("http://cdn.example/a.bin"));
        const auto *choice = dialog.findChild<QComboBox *>();
        QTRY_COMPARE(choice->itemText(0), QStringLiteral("By its rules: game"));
        QCOMPARE(folderField()->text(), QStringLiteral("/typed"));
        QList<queue::Request> requests;
        connect(&dialog, &ui::AddDialog::requested, this, [&](const auto &wanted) { requests = wanted; });
        dialog.accept();
        QCOMPARE(requests.size(), 1);
        QCOMPARE(requests.first().category, QStringLiteral("game"));
        QCOMPARE(requests.first().folder, QStringLiteral("/typed"));
    }

    void theSettingsKeepThem()
    {
        ui::CategoriesPage page(*preferences);
        auto *list = page.findChild<QListWidget *>();
        QCOMPARE(list->count(), 0);
        page.findChildren<QPushButton *>().first()->click();
        auto *dialog = page.findChild<QInputDialog *>();
        QVERIFY(dialog);
        dialog->setTextValue(QStringLiteral("game"));
        dialog->accept();
        QCOMPARE(list->currentRow(), 0);
        const auto fields = page.findChildren<QLineEdit *>();
        QLineEdit *rules = nullptr;
        for (QLineEdit *field : fields)
            rules = field->accessibleName() == QStringLiteral("Hosts and types") ? field : rules;
        rules->setText(QStringLiteral("https://CDN.example/x, *.iso  */"));
        Q_EMIT rules->editingFinished();
        const queue::Category kept = preferences->categories().value(0);
        QCOMPARE(kept.rules, (QStringList{QStringLiteral("cdn.example"), QStringLiteral("*.iso")}));
        bool isTold = false;
        for (const QLabel *label : page.findChildren<QLabel *>())
            isTold |= label->text().contains(QStringLiteral("*/"));
        QVERIFY(isTold);
    }

private:
    static QList<queue::Category> someCategories()
    {
        return {{QStringLiteral("game"), QStringLiteral("/games"), {QStringLiteral("cdn.example")}},
                {QStringLiteral("disks"), {}, {QStringLiteral("*.iso")}}};
    }

    static QStringList rowsOf(const QListView *labels)
    {
        QStringList rows;
        for (int row = 0; row < labels->model()->rowCount(); ++row) {
            const QModelIndex index = labels->model()->index(row, 0);
            rows << index.data().toString() + u' ' + index.data(ui::FilterModel::CountRole).toString();
        }
        return rows;
    }

    static QAction *actionOf(const QMenu *menu, const QString &text)
    {
        for (QAction *action : menu->actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }
    static void trigger(const QMenu *menu, const QString &text)
    {
        QAction *action = actionOf(menu, text);
        QVERIFY2(action, qPrintable(text));
        action->trigger();
    }
};

SLUICE_GUI_TEST(tst_Labels)
#include "tst_labels.moc"
