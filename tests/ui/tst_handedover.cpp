#include "tests/support/testmain.h"
#include "tests/ui/windowtest.h"
#include "ui/intake/adddialog.h"
#include "ui/language.h"
#include "ui/window/offerbar.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace {

const QString kKey = u"0123456789abcdef0123456789abcdef"_s;
const QString kBuild = u"fedcba9876543210fedcba9876543210"_s;

QString buildInfo()
{
    return u"Branch!STRING:0|Active!DEC:1|Build Key!HEX:16|CDN Key!HEX:16|Version!STRING:0|Product!STRING:0\n"
           "eu|1|%1|%2|1.15.8|wow_classic_era\n"_s.arg(kBuild, kKey);
}

} // namespace

/// Keys of files, builds of installed games and listfiles, as they come into the window.
class tst_HandedOver : public samples::WindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::installLanguage(u"en"_s); }
    void init()
    {
        WindowTest::init();
        window->show();
        bar = window->findChild<ui::OfferBar *>();
    }

    void keysGoToWhoeverKnowsProducts()
    {
        QSignalSpy wanted(window.get(), &ui::MainWindow::productsWanted);
        QGuiApplication::clipboard()->setText(kKey);
        trigger(u"Ctrl+V"_s);
        QTRY_COMPARE(wanted.size(), 1);
        const auto requests = wanted.first().first().value<QList<ui::ProductRequest>>();
        QCOMPARE(requests.size(), 1);
        QCOMPARE(ui::toText(requests.first()), kKey);
        QCOMPARE(requests.first().folder, preferences->downloadFolder());
    }

    void keysInTheAddDialog()
    {
        QSignalSpy wanted(window.get(), &ui::MainWindow::productsWanted);
        trigger(u"Ctrl+N"_s);
        auto *dialog = window->findChild<ui::AddDialog *>();
        dialog->setText(kKey);
        QTRY_VERIFY(findButton(dialog, u"Add 1 source"_s));
        findButton(dialog, u"Add 1 source"_s)->click();
        QTRY_COMPARE(wanted.size(), 1);
        QVERIFY(wanted.first().first().value<QList<ui::ProductRequest>>().first().key.has_value());
    }

    void anInstalledGameIsOffered()
    {
        QSignalSpy installed(window.get(), &ui::MainWindow::installedDropped);
        window->addText(buildInfo());
        QTRY_VERIFY(bar->isVisible());
        QCOMPARE(installed.size(), 1);
        QCOMPARE(queue->count(), 0);
        QCOMPARE(said(), u"An installed game: wow_classic_era 1.15.8 (eu)"_s);
        QCOMPARE(accept()->text(), u"Add files of it…"_s);
        accept()->click();
        QVERIFY(!bar->isVisible());
        auto *dialog = window->findChild<ui::AddDialog *>();
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QPlainTextEdit *>()->toPlainText(), u"wow_classic_era@%1:"_s.arg(kBuild));
    }

    void aListfileIsOfferedAndNeverTakenSilently()
    {
        QSignalSpy chosen(window.get(), &ui::MainWindow::listfileChosen);
        const QString path = folder->filePath(u"names.csv"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("1;World/a\n2;World/b\n") > 0);
        file.close();
        window->addFiles({path});
        QTRY_VERIFY(bar->isVisible());
        QCOMPARE(said(), u"names.csv names 2 files of World of Warcraft"_s);
        QVERIFY(chosen.isEmpty());
        window->addText(buildInfo());
        QTRY_COMPARE(said(), u"An installed game: wow_classic_era 1.15.8 (eu) · 1 more"_s);
        window->addFiles({path}); // once more is no second offer
        QTest::qWait(100);
        QVERIFY(said().endsWith(u"1 more"_s));
        close()->click();
        QCOMPARE(said(), u"names.csv names 2 files of World of Warcraft"_s);
        QCOMPARE(accept()->text(), u"Use it from now on"_s);
        accept()->click();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().toString(), path);
        QVERIFY(!bar->isVisible());
        QVERIFY(!window->findChild<ui::AddDialog *>());
    }

    /// By keyboard, and with names for those who hear it.
    void theBarIsOperatedByKeys()
    {
        window->addText(buildInfo());
        QTRY_VERIFY(bar->isVisible());
        QCOMPARE(bar->accessibleName(), said());
        QVERIFY(!close()->accessibleName().isEmpty());
        QVERIFY(accept()->focusPolicy() & Qt::TabFocus);
        accept()->setFocus();
        QTest::keyClick(accept(), Qt::Key_Space);
        QVERIFY(window->findChild<ui::AddDialog *>());
    }

    void whatIsFoundMayBeABuild()
    {
        ui::FoundFiles found;
        found.offers << ui::Offer{u"it is a build config"_s, {u"wow@%1:"_s.arg(kBuild)}, {}};
        window->addFound(found);
        QTRY_VERIFY(bar->isVisible());
        QCOMPARE(said(), u"it is a build config"_s);
    }

private:
    QString said() const { return bar->findChild<QLabel *>()->text(); }
    QToolButton *accept() const { return bar->findChildren<QToolButton *>().first(); }
    QToolButton *close() const { return bar->findChildren<QToolButton *>().last(); }
    static QPushButton *findButton(QWidget *in, const QString &text)
    {
        for (QPushButton *button : in->findChildren<QPushButton *>()) {
            if (button->text() == text && button->isEnabled())
                return button;
        }
        return nullptr;
    }

    ui::OfferBar *bar = nullptr;
};

SLUICE_GUI_TEST(tst_HandedOver)
#include "tst_handedover.moc"
