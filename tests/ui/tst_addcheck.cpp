#include "tests/support/ownqueue.h"
#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "ui/intake/addcheck.h"
#include "ui/intake/adddialog.h"
#include "ui/preferences.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

class tst_AddCheck : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsDuplicatesInTheQueueAndInTheText()
    {
        support::OwnQueue queue({});
        samples::addPlain(queue, 2);
        const QString known = core::toLine(queue.at(0).source);
        const QString fresh = QStringLiteral("http://new.example/x#size=5000");
        const QString text = QStringList{known, fresh, fresh}.join(QLatin1Char('\n'));
        const ui::AddCheck check = ui::checkAddition(text, QDir::tempPath(), {}, ui::knownSources(queue));
        QCOMPARE(check.dropped.sources.size(), 3);
        QCOMPARE(check.duplicates, 2);
        QCOMPARE(check.knownSize, 10'000);
        QVERIFY(check.free > 0);
        QVERIFY(check.folderExists);
    }

    /// What is on the disk, what another download will put there, and the name that was typed.
    void findsNamesThatAreTaken()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("there.bin")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        ui::KnownSources known;
        known.targets.insert(folder.filePath(QStringLiteral("sub/coming.bin")));
        const auto taken = [&](const QString &text, const QString &name = {}) {
            return ui::checkAddition(text, folder.path(), name, known).taken;
        };
        QCOMPARE(taken(QStringLiteral("http://a.example/there.bin\nhttp://a.example/fresh.bin")), 1);
        QCOMPARE(taken(QStringLiteral("http://a.example/x#name=sub/coming.bin")), 1);
        QCOMPARE(taken(QStringLiteral("http://a.example/there.bin"), QStringLiteral("other.bin")), 0);
        QCOMPARE(taken(QStringLiteral("http://a.example/x"), QStringLiteral("there.bin")), 1);
        known.identities.insert(core::identity(
            ui::checkAddition(QStringLiteral("http://a.example/there.bin"), folder.path(), {}, {})
                .dropped.sources.first()
                .source));
        QCOMPARE(taken(QStringLiteral("http://a.example/there.bin")), 0); // a duplicate: not added anyway
    }

    void asksTheNearestParentForRoom()
    {
        const ui::AddCheck check = ui::checkAddition({}, QStringLiteral("/tmp/not/there/yet"), {}, {});
        QVERIFY(check.free > 0);
        QVERIFY(!check.folderExists);
    }

    void dialogSaysWhatItWillDo()
    {
        QTemporaryDir folder;
        ui::Preferences preferences(folder.filePath(QStringLiteral("s.ini")));
        preferences.setDownloadFolder(folder.path());
        support::OwnQueue queue({});
        auto *dialog = new ui::AddDialog(ui::knownSources(queue), preferences);
        QSignalSpy requested(dialog, &ui::AddDialog::requested);
        auto *add = dialog->findChild<QPushButton *>({}, Qt::FindChildrenRecursively);
        for (auto *button : dialog->findChildren<QPushButton *>()) {
            if (button->isDefault())
                add = button;
        }
        QVERIFY(!add->isEnabled());
        dialog->setText(QStringLiteral("http://a.example/x\nhttp://a.example/y"));
        QTRY_VERIFY(add->isEnabled());
        QVERIFY(add->text().contains(QLatin1Char('2')));
        add->click();
        QCOMPARE(requested.count(), 1);
        const auto requests = requested.first().first().value<QList<queue::Request>>();
        QCOMPARE(requests.size(), 2);
        QCOMPARE(requests.first().folder, folder.path());
    }

    void dialogTakesFilesOfProducts()
    {
        QTemporaryDir folder;
        ui::Preferences preferences(folder.filePath(QStringLiteral("s.ini")));
        preferences.setDownloadFolder(folder.path());
        preferences.setIntentForNew(transfer::Intent::Hold);
        support::OwnQueue queue({});
        auto *dialog = new ui::AddDialog(ui::knownSources(queue), preferences);
        QSignalSpy plain(dialog, &ui::AddDialog::requested);
        QSignalSpy products(dialog, &ui::AddDialog::productsRequested);
        const auto buttons = dialog->findChildren<QPushButton *>();
        auto *add = *std::find_if(buttons.begin(), buttons.end(), [](auto *b) { return b->isDefault(); });
        dialog->setText(QStringLiteral("wow:World/a.adt\n  dir=sub"));
        QTRY_VERIFY(add->isEnabled());
        QVERIFY(add->text().contains(QLatin1Char('1')));
        add->click();
        QCOMPARE(plain.count(), 0);
        QCOMPARE(products.count(), 1);
        const auto wanted = products.first().first().value<QList<ui::ProductRequest>>();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(links::toText(wanted.first().source), QStringLiteral("wow:World/a.adt"));
        QCOMPARE(wanted.first().folder, folder.filePath(QStringLiteral("sub")));
        QCOMPARE(wanted.first().intent, transfer::Intent::Hold);
    }

    /// For products alone: a link has no build around it.
    void dialogOffersAMirror()
    {
        QTemporaryDir folder;
        ui::Preferences preferences(folder.filePath(QStringLiteral("s.ini")));
        preferences.setDownloadFolder(folder.path());
        support::OwnQueue queue({});
        auto *dialog = new ui::AddDialog(ui::knownSources(queue), preferences);
        QSignalSpy products(dialog, &ui::AddDialog::productsRequested);
        const auto boxes = dialog->findChildren<QCheckBox *>();
        const auto box = [&](const QString &word) {
            return *std::find_if(boxes.begin(), boxes.end(),
                                 [&](const QCheckBox *one) { return one->text().contains(word); });
        };
        QCheckBox *mirror = box(QStringLiteral("mirror"));
        QCheckBox *raw = box(QStringLiteral("decode"));
        QVERIFY(!mirror->isEnabled());
        const auto buttons = dialog->findChildren<QPushButton *>();
        auto *add = *std::find_if(buttons.begin(), buttons.end(), [](auto *b) { return b->isDefault(); });
        dialog->setText(QStringLiteral("wow:\nhttp://a.example/x"));
        QTRY_VERIFY(add->text().contains(QLatin1Char('2'))); // both were looked at
        QVERIFY(!mirror->isEnabled());
        dialog->setText(QStringLiteral("wow:"));
        QTRY_VERIFY(mirror->isEnabled());
        QVERIFY(raw->isEnabled());
        mirror->click();
        QVERIFY(!raw->isEnabled()); // a mirror is as it is served
        QTRY_VERIFY(add->isEnabled());
        add->click();
        const auto wanted = products.first().first().value<QList<ui::ProductRequest>>();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().keep, links::Keep::Mirror);
    }

    void dialogSaysWhatIsWrongWithFilesOfProducts()
    {
        QTemporaryDir folder;
        ui::Preferences preferences(folder.filePath(QStringLiteral("s.ini")));
        support::OwnQueue queue({});
        ui::AddDialog dialog(ui::knownSources(queue), preferences);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        const auto says = [&](const QString &text) {
            const auto labels = dialog.findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(),
                               [&](const QLabel *label) { return label->text().contains(text); });
        };
        dialog.setText(QStringLiteral("wow:fdid=x"));
        QTRY_VERIFY(says(QStringLiteral("is no file data id")));
        const QString key = QStringLiteral("0123456789abcdef0123456789abcdef");
        dialog.setText(key);
        QTRY_VERIFY(says(QStringLiteral("1 source"))); // whose product is found out
    }

    /// Also once they are gone from the text again.
    void dialogSaysWhereTheNameComesFrom()
    {
        QTemporaryDir folder;
        ui::Preferences preferences(folder.filePath(QStringLiteral("s.ini")));
        support::OwnQueue queue({});
        ui::AddDialog dialog(ui::knownSources(queue), preferences);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        const auto fields = dialog.findChildren<QLineEdit *>();
        const auto says = [&](const QString &text) {
            return std::any_of(fields.begin(), fields.end(),
                               [&](const QLineEdit *field) { return field->placeholderText() == text; });
        };
        dialog.setText(QStringLiteral("wow:fdid=5"));
        QTRY_VERIFY(says(QStringLiteral("from the build")));
        dialog.setText(QStringLiteral("wow"));
        QTRY_VERIFY(says(QStringLiteral("from the link")));
    }
};

SLUICE_GUI_TEST(tst_AddCheck)
#include "tst_addcheck.moc"
