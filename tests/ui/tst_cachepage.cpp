#include "tests/support/testmain.h"
#include "tests/ui/windowtest.h"
#include "ui/language.h"
#include "ui/settings/cachetext.h"
#include "ui/settings/settingsdialog.h"

#include <QApplication>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTest>

using cache::CacheInfo;
using cache::CheckResult;

namespace {

cache::EntryKey keyOf(int number)
{
    cache::EntryKey key;
    key.space = QStringLiteral("tpr/test");
    key.name[0] = static_cast<std::uint8_t>(number);
    return key;
}

CheckResult checked(qint64 entries, int damaged, bool isComplete)
{
    return {entries, QStringList(damaged, QStringLiteral("config/00/00")), isComplete};
}

} // namespace

/// The page of the settings about what is kept of CDNs.
class tst_CachePage : public samples::WindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::installLanguage(QStringLiteral("en")); }

    void figuresInWords_data()
    {
        QTest::addColumn<CacheInfo>("info");
        QTest::addColumn<QString>("used");
        QTest::addColumn<QString>("rate");
        const auto row = [](const char *name, const CacheInfo &info, const char *used, const char *rate) {
            QTest::newRow(name) << info << QString::fromUtf8(used) << QString::fromUtf8(rate);
        };
        row("empty", {0, 0, 2'000'000'000, 0, 0, 0}, "0 bytes of 2.00 GB, 0 objects",
            "Nothing was looked up yet");
        row("one", {1, 1'500, 2'000'000'000, 0, 1, 0}, "1.5 kB of 2.00 GB, 1 object", "0 % of 1 look-up");
        row("many", {4'000, 1'200'000'000, 2'000'000'000, 870, 130, 0}, "1.20 GB of 2.00 GB, 4,000 objects",
            "87 % of 1,000 look-ups");
        row("damaged", {1, 1'500, 2'000'000'000, 98, 0, 2}, "1.5 kB of 2.00 GB, 1 object",
            "98 % of 100 look-ups; 2 damaged ones fetched again");
    }
    void figuresInWords()
    {
        QFETCH(CacheInfo, info);
        QTEST(ui::usedText(info), "used");
        QTEST(ui::hitRateText(info), "rate");
    }

    void checkedInWords_data()
    {
        QTest::addColumn<CheckResult>("result");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const CheckResult &result, const char *text) {
            QTest::newRow(name) << result << QString::fromUtf8(text);
        };
        row("empty", checked(0, 0, true), "The cache is empty.");
        row("whole", checked(1'200, 0, true), "1,200 objects read, and all of them are whole.");
        row("one damaged", checked(1'200, 1, true),
            "Of 1,200 objects 1 was damaged and removed. What is needed of them is fetched again.");
        row("two damaged", checked(3, 2, true),
            "Of 3 objects 2 were damaged and removed. What is needed of them is fetched again.");
        row("stopped", checked(7, 0, false), "Stopped. The first 7 objects are whole.");
        row("stopped, damaged", checked(7, 1, false),
            "Stopped. Of the first 7 objects 1 was damaged and removed.");
    }
    void checkedInWords()
    {
        QFETCH(CheckResult, result);
        QTEST(ui::checkedText(result), "text");
    }

    void tellsWhatIsKept()
    {
        fill(3);
        QWidget *page = open();
        QTRY_VERIFY(isSaid(page, QStringLiteral("3 objects")));
        QVERIFY(isSaid(page, QStringLiteral("50 % of 2 look-ups")));
        QVERIFY(button(page, QStringLiteral("&Clear…"))->isEnabled());
    }

    void theLimitIsKept()
    {
        fill(3);
        QWidget *page = open();
        auto *limit = page->findChild<QDoubleSpinBox *>();
        QCOMPARE(limit->value(), 2.1);
        QCOMPARE(preferences->cacheLimit(), cache::kUsualLimit); // to look is not to change
        limit->setValue(4.5);
        QCOMPARE(preferences->cacheLimit(), 4'500'000'000);
        QTRY_VERIFY(isSaid(page, QStringLiteral("of 4.50 GB, 3 objects")));
        reopen();
        QCOMPARE(preferences->cacheLimit(), 4'500'000'000);
        QCOMPARE(open()->findChild<QDoubleSpinBox *>()->value(), 4.5);
    }

    void asksBeforeItClears()
    {
        fill(3);
        QWidget *page = open();
        QPushButton *clear = button(page, QStringLiteral("&Clear…"));
        QTRY_VERIFY(clear->isEnabled());
        clear->click();
        auto *question = page->findChild<QMessageBox *>();
        QVERIFY(question);
        QVERIFY2(question->text().contains(QStringLiteral("Nothing but time is lost")),
                 qPrintable(question->text()));
        question->reject();
        QCOMPARE(objects().info().entries, 3);
        QTRY_VERIFY(!page->findChild<QMessageBox *>());
        clear->click();
        button(page->findChild<QMessageBox *>(), QStringLiteral("&Clear"))->click();
        QTRY_VERIFY(isSaid(page, QStringLiteral("0 objects")));
        QCOMPARE(objects().info().entries, 0);
        QVERIFY(!clear->isEnabled());
    }

    void namesWhatWasDamaged()
    {
        fill(3);
        const QString path = cache::relativePath(keyOf(1));
        QVERIFY(QFile::resize(preferences->cacheFolder() + u'/' + path, 100));
        QWidget *page = open();
        auto *verify = button(page, QStringLiteral("&Verify"));
        verify->click();
        QCOMPARE(verify->text(), QStringLiteral("&Stop"));
        QTRY_VERIFY(isSaid(page, QStringLiteral("Of 3 objects 1 was damaged")));
        auto *list = page->findChild<QListWidget *>();
        QVERIFY(list->isVisibleTo(page));
        QCOMPARE(list->count(), 1);
        QCOMPARE(list->item(0)->text(), path);
        QTRY_VERIFY(isSaid(page, QStringLiteral("2 objects")));
        verify->click();
        QTRY_VERIFY(isSaid(page, QStringLiteral("2 objects read, and all of them are whole.")));
        QVERIFY(!list->isVisibleTo(page));
    }

    void verifyingIsStopped()
    {
        for (int i = 0; i < 40; ++i)
            keep(i, QByteArray(4'000'000, 'x'));
        QWidget *page = open();
        auto *verify = button(page, QStringLiteral("&Verify"));
        verify->setFocus();
        verify->click();
        verify->click();
        QTRY_VERIFY(isSaid(page, QStringLiteral("Stopped. The first")));
        QCOMPARE(verify->text(), QStringLiteral("&Verify"));
        QCOMPARE(objects().info().entries, 40);
        verify->click();
        delete window->findChild<ui::SettingsDialog *>(); // and nobody is told any more
        QTest::qWait(50);
    }

    void nothingIsKeptYet()
    {
        QWidget *page = open();
        QTRY_VERIFY(isSaid(page, QStringLiteral("0 objects")));
        QVERIFY(!button(page, QStringLiteral("&Clear…"))->isEnabled());
        button(page, QStringLiteral("&Verify"))->click();
        QTRY_VERIFY(isSaid(page, QStringLiteral("The cache is empty.")));
    }

private:
    QWidget *open()
    {
        window->openSettings(ui::SettingsDialog::Page::Cache);
        return window->findChild<ui::SettingsDialog *>()->findChild<QStackedWidget *>()->currentWidget();
    }

    cache::ObjectCache objects() { return {preferences->cacheFolder(), cache::kUsualLimit}; }

    void keep(int number, const QByteArray &bytes)
    {
        cache::ObjectCache kept(preferences->cacheFolder(), cache::kUsualLimit);
        QVERIFY(kept.write(keyOf(number), bytes));
    }

    /// One look-up finds what it wants, one does not.
    void fill(int entries)
    {
        for (int i = 0; i < entries; ++i)
            keep(i, QByteArray(1'000, static_cast<char>(i)));
        cache::ObjectCache kept(preferences->cacheFolder(), cache::kUsualLimit);
        kept.find(keyOf(0));
        kept.find(keyOf(200));
    }

    static QPushButton *button(QWidget *page, const QString &text)
    {
        for (QPushButton *candidate : page->findChildren<QPushButton *>()) {
            if (candidate->text() == text)
                return candidate;
        }
        return nullptr;
    }

    static bool isSaid(QWidget *page, const QString &text)
    {
        const auto labels = page->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->text().contains(text); });
    }
};

SLUICE_GUI_TEST(tst_CachePage)
#include "tst_cachepage.moc"
