#include "tests/support/testmain.h"
#include "tests/ui/windowtest.h"
#include "ui/intake/adddialog.h"
#include "ui/window/aboutdialog.h"
#include "ui/window/actions.h"

#include <QClipboard>
#include <QDropEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QTextBrowser>

using namespace Qt::StringLiterals;

/// Links of the scheme sluice: are shown and nothing more, whichever way they come; and what About tells.
class tst_Offers : public samples::WindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        WindowTest::init();
        window->show();
    }

    void asksBeforeAnythingBegins();
    void isAddedWhenTheUserSaysSo();
    void aSecondOneJoinsTheFirst();
    void whatIsNotUnderstoodIsTold();
    void pastedAndDropped();
    void about();

private:
    ui::AddDialog *dialog() const { return window->findChild<ui::AddDialog *>(); }
    QString shown() const { return dialog()->findChild<QPlainTextEdit *>()->toPlainText(); }
    QPushButton *defaultButton() const
    {
        for (QPushButton *button : dialog()->findChildren<QPushButton *>()) {
            if (button->isDefault())
                return button;
        }
        return nullptr;
    }
};

void tst_Offers::asksBeforeAnythingBegins()
{
    window->offer(u"sluice:add?url=http%3A%2F%2Fcdn.example%2Fnew.bin"_s);
    QVERIFY(dialog());
    QTRY_COMPARE(shown(), u"http://cdn.example/new.bin"_s);
    QTest::qWait(500); // what is checked a moment later changes nothing about that
    QCOMPARE(queue->count(), 0);
    QVERIFY(defaultButton());
    QCOMPARE(defaultButton()->text(), u"Cancel"_s);
    QTest::keyClick(dialog(), Qt::Key_Return); // as someone who typed elsewhere would
    QTRY_VERIFY(!dialog());
    QTest::qWait(200);
    QCOMPARE(queue->count(), 0);
}

void tst_Offers::isAddedWhenTheUserSaysSo()
{
    window->offer(u"sluice:add?url=http%3A%2F%2Fcdn.example%2Fnew.bin"_s);
    QPushButton *add = nullptr;
    for (QPushButton *button : dialog()->findChildren<QPushButton *>()) {
        if (button->text().startsWith(u"Add"_s))
            add = button;
    }
    QVERIFY(add);
    QTRY_VERIFY(add->isEnabled());
    add->click();
    QTRY_COMPARE(queue->count(), 1);
}

void tst_Offers::aSecondOneJoinsTheFirst()
{
    window->offer(u"sluice:add?url=http://cdn.example/a"_s);
    window->offer(u"sluice:add?url=http://cdn.example/b"_s);
    QCOMPARE(window->findChildren<ui::AddDialog *>().size(), 1);
    QCOMPARE(shown(), u"http://cdn.example/a\nhttp://cdn.example/b"_s);
    const QString hundred = u"sluice:add?"_s + QStringList(100, u"url=http://cdn.example/c"_s).join(u'&');
    for (int i = 0; i < 20; ++i)
        window->offer(hundred);
    QVERIFY(shown().count(u'\n') <= 1000);
    QCOMPARE(queue->count(), 0);
}

void tst_Offers::whatIsNotUnderstoodIsTold()
{
    window->offer(u"sluice:add?url=file:///etc/passwd"_s);
    QVERIFY(!dialog());
    QStringList texts;
    for (const QLabel *label : window->findChildren<QLabel *>()) {
        if (label->isVisible())
            texts << label->text();
    }
    QVERIFY2(texts.join(u'\n').contains(u"is not understood"_s), qUtf8Printable(texts.join(u'\n')));
}

void tst_Offers::pastedAndDropped()
{
    QGuiApplication::clipboard()->setText(u"sluice:add?url=http://cdn.example/pasted"_s);
    window->actions().paste->trigger();
    QVERIFY(dialog());
    QMimeData mime;
    mime.setUrls({QUrl(u"sluice:add?url=http://cdn.example/dropped"_s)});
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(window.get(), &drop);
    QCOMPARE(shown(), u"http://cdn.example/pasted\nhttp://cdn.example/dropped"_s);
    QCOMPARE(queue->count(), 0);
}

void tst_Offers::about()
{
    window->actions().about->trigger();
    auto *about = window->findChild<ui::AboutDialog *>();
    QVERIFY(about);
    const QString news = about->findChild<QTextBrowser *>()->toPlainText();
    QVERIFY2(news.startsWith(u"0."_s), qUtf8Printable(news.left(40))); // the newest version first
    QVERIFY(news.contains(u"0.1.0"_s));
    QString text;
    for (const QLabel *label : about->findChildren<QLabel *>())
        text += label->text();
    QVERIFY(text.contains(u"Built from its sources"_s));
    QVERIFY(text.contains(u"never looks for updates"_s));
}

SLUICE_GUI_TEST(tst_Offers)
#include "tst_offers.moc"
