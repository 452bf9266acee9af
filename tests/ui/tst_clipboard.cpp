#include "tests/support/testmain.h"
#include "tests/ui/windowtest.h"
#include "ui/intake/adddialog.h"
#include "ui/intake/clipboardlinks.h"
#include "ui/window/actions.h"
#include "ui/window/copiedbar.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QTest>
#include <QToolButton>

/// What is on the clipboard is offered, and nothing of it is fetched before somebody says so.
class tst_Clipboard : public samples::WindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void links_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("links");
        QTest::addColumn<int>("files");
        const auto row = [](const char *name, const QString &text, int links, int files) {
            QTest::newRow(name) << text << links << files;
        };
        row("nothing", {}, 0, 0);
        row("a file", QStringLiteral("  https://a.example/x/file.zip\n"), 1, 1);
        row("a page", QStringLiteral("https://a.example/x/page.html"), 1, 0);
        row("a site", QStringLiteral("https://a.example/"), 1, 0);
        row("a page without a type", QStringLiteral("https://a.example/article"), 1, 0);
        row("of a CDN",
            QStringLiteral("http://a.example/tpr/wow/data/00/17/0017a402f556fbece46c38dc431a2c9b"), 1, 1);
        row("several",
            QStringLiteral("http://a.example/1.bin\r\n\r\nhttp://a.example/2.bin\nhttp://a.example/"), 3, 2);
        row("text with a link", QStringLiteral("see http://a.example/1.bin"), 0, 0);
        row("a link and text", QStringLiteral("http://a.example/1.bin\nsee above"), 0, 0);
        row("two in a line", QStringLiteral("http://a.example/1.bin http://a.example/2.bin"), 0, 0);
        row("another scheme", QStringLiteral("ftp://a.example/1.bin"), 0, 0);
        QString many;
        for (int i = 0; i < 1001; ++i)
            many += QStringLiteral("http://a.example/%1.bin\n").arg(i);
        row("more than anybody looks through", many, 0, 0);
    }
    void links()
    {
        QFETCH(QString, text);
        QFETCH(int, links);
        QFETCH(int, files);
        QCOMPARE(ui::linksIn(text).size(), links);
        QCOMPARE(ui::linksToFiles(ui::linksIn(text)).size(), files);
    }

    /// Once: who removed the links from the field does not find them there again.
    void theAddDialogSuggestsThem()
    {
        QGuiApplication::clipboard()->setText(QStringLiteral("http://a.example/1.bin"));
        window->actions().add->trigger();
        auto *dialog = window->findChild<ui::AddDialog *>();
        QVERIFY(dialog);
        auto *field = dialog->findChild<QPlainTextEdit *>();
        QCOMPARE(field->toPlainText(), QStringLiteral("http://a.example/1.bin"));
        QCOMPARE(field->textCursor().selectedText(), field->toPlainText());
        delete dialog;
        window->actions().add->trigger();
        dialog = window->findChild<ui::AddDialog *>();
        QCOMPARE(dialog->findChild<QPlainTextEdit *>()->toPlainText(), QString());
    }

    void itIsWatchedOnlyWhenWanted()
    {
        auto *bar = window->findChild<ui::CopiedBar *>();
        ui::ClipboardWatch watch(*preferences);
        // Its own program is the only one here, and what that copies is not offered.
        QGuiApplication::clipboard()->setText(QStringLiteral("http://a.example/own.bin"));
        QVERIFY(bar->isHidden());
        bar->offer({QStringLiteral("http://a.example/1.bin"), QStringLiteral("http://a.example/2.bin")});
        QVERIFY(!bar->isHidden());
        bar->findChildren<QToolButton *>().first()->click();
        QVERIFY(bar->isHidden());
        auto *dialog = window->findChild<ui::AddDialog *>();
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QPlainTextEdit *>()->toPlainText(),
                 QStringLiteral("http://a.example/1.bin\nhttp://a.example/2.bin"));
        QCOMPARE(queue->count(), 0);
    }
};

SLUICE_GUI_TEST(tst_Clipboard)
#include "tst_clipboard.moc"
