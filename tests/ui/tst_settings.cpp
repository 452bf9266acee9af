#include "tests/support/testmain.h"
#include "tests/ui/windowtest.h"
#include "ui/desktop/donesound.h"
#include "ui/settings/scheduledialog.h"
#include "ui/settings/settingsdialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTest>
#include <QTreeView>

using http::ProxyKind;
using Page = ui::SettingsDialog::Page;

/// What is changed in the settings is in force at once: in the queue that runs, and in what is kept.
class tst_Settings : public samples::WindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup()
    {
        window.reset();
        queue::Settings plain = queue->settings();
        plain.proxy = {};
        queue->setSettings(plain);
        WindowTest::cleanup();
    }

    void aProxyIsUsedOnceItIsComplete()
    {
        QWidget *page = open(Page::Proxy);
        auto *kind = page->findChild<QComboBox *>();
        const QList<QLineEdit *> fields = fieldsOf(page);
        QCOMPARE(fields.size(), 3);
        QVERIFY(!fields[0]->isEnabled());
        kind->setCurrentIndex(kind->findData(static_cast<int>(ProxyKind::Http)));
        QVERIFY(fields[0]->isEnabled());
        QCOMPARE(queue->settings().proxy.kind, ProxyKind::System); // without an address nothing changes
        type(fields[0], QStringLiteral("http://proxy.example:3128/"));
        QCOMPARE(queue->settings().proxy,
                 (http::Proxy{ProxyKind::Http, QStringLiteral("proxy.example"), 3128, {}, {}}));
        type(fields[1], QStringLiteral("me"));
        type(fields[2], QStringLiteral("secret"));
        QCOMPARE(queue->settings().proxy.user, QStringLiteral("me"));
        QCOMPARE(queue->settings().proxy.password, QStringLiteral("secret"));
        QCOMPARE(fields[2]->echoMode(), QLineEdit::Password);
        kind->setCurrentIndex(kind->findData(static_cast<int>(ProxyKind::None)));
        QCOMPARE(queue->settings().proxy.kind, ProxyKind::None);
        // It is not thrown away with that, and lies where others cannot read it.
        reopen();
        QCOMPARE(preferences->queueSettings().proxy.host, QStringLiteral("proxy.example"));
    }

    /// To look is not to change; and what a menu chose meanwhile stands here, too.
    void lookingChangesNothing()
    {
        queue::Settings before = preferences->queueSettings();
        before.bytesPerSecond = 1'234'567;
        before.maxWait = std::chrono::seconds(90);
        preferences->setQueueSettings(before);
        int changes = 0;
        connect(preferences.get(), &ui::Preferences::changed, this, [&] { ++changes; });
        for (int page = 0; page <= static_cast<int>(Page::Appearance); ++page)
            open(static_cast<Page>(page));
        QCOMPARE(changes, 0);
        auto *limit = open(Page::Limits)->findChild<QSpinBox *>();
        QCOMPARE(limit->value(), 1'234);
        before.bytesPerSecond = 5'000'000;
        preferences->setQueueSettings(before);
        QCOMPARE(limit->value(), 5'000);
        QCOMPARE(preferences->queueSettings().bytesPerSecond, 5'000'000);
        QCOMPARE(preferences->queueSettings().maxWait, std::chrono::seconds(90));
    }

    void theScheduleIsAtHand()
    {
        button(open(Page::Limits), QStringLiteral("&Schedule…"))->click();
        QVERIFY(window->findChild<ui::SettingsDialog *>()->findChild<ui::ScheduleDialog *>()->isVisible());
    }

    void mirrorsAreAddedMovedAndRemoved()
    {
        QWidget *page = open(Page::Mirrors);
        auto *entry = field(page, QStringLiteral("New mirror"));
        auto *list = page->findChild<QListWidget *>();
        const auto add = [&](const QString &text) {
            entry->setText(text);
            QTest::keyClick(entry, Qt::Key_Return);
        };
        add(QStringLiteral("https://one.example/prefix?maxhosts=4"));
        add(QStringLiteral("two.example"));
        add(QStringLiteral("two.example")); // once is enough
        QCOMPARE(queue->settings().mirrors, (QStringList{QStringLiteral("https://one.example/prefix"),
                                                         QStringLiteral("https://two.example")}));
        add(QStringLiteral("ftp://three.example"));
        QCOMPARE(queue->settings().mirrors.size(), 2);
        QCOMPARE(entry->text(), QStringLiteral("ftp://three.example")); // to be mended
        QVERIFY(isSaid(page, QStringLiteral("That is no mirror")));
        list->setCurrentRow(1);
        button(page, QStringLiteral("Move &up"))->click();
        QCOMPARE(queue->settings().mirrors.first(), QStringLiteral("https://two.example"));
        QVERIFY(!button(page, QStringLiteral("Move &up"))->isEnabled());
        button(page, QStringLiteral("&Remove"))->click();
        QCOMPARE(queue->settings().mirrors, QStringList{QStringLiteral("https://one.example/prefix")});
        reopen();
        QCOMPARE(preferences->queueSettings().mirrors, queue->settings().mirrors);
    }

    /// None is asked before it is chosen.
    void communityMirrorsAreChosen()
    {
        QWidget *page = open(Page::Mirrors);
        QVERIFY(queue->settings().communityMirrors.isEmpty());
        const QString suggested = QStringLiteral("https://archive.wow.tools");
        const auto boxOf = [suggested](const QWidget *in) {
            const auto boxes = in->findChildren<QCheckBox *>();
            const auto found = std::find_if(boxes.begin(), boxes.end(),
                                            [&](const QCheckBox *box) { return box->text() == suggested; });
            return found != boxes.end() ? *found : nullptr;
        };
        QVERIFY(boxOf(page) && !boxOf(page)->isChecked());
        boxOf(page)->click();
        QCOMPARE(queue->settings().communityMirrors, QStringList{suggested});
        const auto enter = [](QLineEdit *others, const QString &text) {
            others->setText(text);
            QTest::keyClick(others, Qt::Key_Return);
        };
        enter(field(page, QStringLiteral("Other community mirrors")),
              QStringLiteral("one.example  ftp://two"));
        QVERIFY(isSaid(page, QStringLiteral("ftp://two is no mirror")));
        QCOMPARE(queue->settings().communityMirrors, QStringList{suggested});
        enter(field(page, QStringLiteral("Other community mirrors")), QStringLiteral("one.example/x"));
        const QStringList both{suggested, QStringLiteral("https://one.example/x")};
        QCOMPARE(queue->settings().communityMirrors, both);
        reopen();
        QCOMPARE(preferences->queueSettings().communityMirrors, both);
        page = open(Page::Mirrors);
        QVERIFY(boxOf(page)->isChecked());
        QCOMPARE(field(page, QStringLiteral("Other community mirrors"))->text(), both.last());
        boxOf(page)->click();
        QCOMPARE(preferences->queueSettings().communityMirrors, QStringList{both.last()});
        QVERIFY(preferences->queueSettings().mirrors.isEmpty());
    }

    void versionServicesAreKept()
    {
        QWidget *page = open(Page::Mirrors);
        auto *services = field(page, QStringLiteral("Version services"));
        const auto enter = [&](const QString &text) {
            services->setText(text);
            QTest::keyClick(services, Qt::Key_Return);
        };
        enter(QStringLiteral(" https://one.example/x  http://two.example "));
        const QStringList both{QStringLiteral("https://one.example/x"), QStringLiteral("http://two.example")};
        QCOMPARE(preferences->versionServices(), both);
        enter(QStringLiteral("https://three.example ftp://four.example"));
        QVERIFY(isSaid(page, QStringLiteral("ftp://four.example is no address")));
        QCOMPARE(preferences->versionServices(), both);
        reopen();
        QCOMPARE(preferences->versionServices(), both);
        services = field(open(Page::Mirrors), QStringLiteral("Version services"));
        QCOMPARE(services->text(), both.join(QLatin1Char(' ')));
        enter({});
        QVERIFY(preferences->versionServices().isEmpty());
        preferences->setVersionServices({QStringLiteral("file:/folder"), both.first()}); // as in the file
        QCOMPARE(preferences->versionServices(), QStringList{both.first()});
    }

    void everyBoxIsKept()
    {
        QHash<QString, bool> wanted;
        for (const Page page : {Page::Desktop, Page::Network, Page::Folders}) {
            for (QCheckBox *box : open(page)->findChildren<QCheckBox *>()) {
                box->click();
                wanted.insert(box->text(), box->isChecked());
            }
        }
        QVERIFY(!preferences->desktop().keepsAwake);
        QVERIFY(!preferences->desktop().sparesMetered);
        reopen();
        int seen = 0;
        for (const Page page : {Page::Desktop, Page::Network, Page::Folders}) {
            for (const QCheckBox *box : open(page)->findChildren<QCheckBox *>()) {
                ++seen;
                QVERIFY2(box->isChecked() == wanted.value(box->text()), qPrintable(box->text()));
            }
        }
        QVERIFY(seen >= 8 && seen == wanted.size());
    }

    void changesAreToldOnce()
    {
        int changes = 0;
        connect(preferences.get(), &ui::Preferences::changed, this, [&] { ++changes; });
        queue::Settings settings = preferences->queueSettings();
        settings.jobs = 9;
        settings.connectionsPerHost = 9;
        settings.proxy = {ProxyKind::Http, QStringLiteral("p.example"), 1, {}, {}};
        preferences->setQueueSettings(settings);
        QCOMPARE(changes, 1);
        QCOMPARE(queue->settings().proxy, settings.proxy);
    }

    /// The password is nobody else's.
    void theFileIsTheUsersOwn()
    {
        {
            ui::Preferences own(folder->filePath(QStringLiteral("own.ini")));
            own.setDensity(ui::Density::Compact);
        }
        QVERIFY(QFileInfo(folder->filePath(QStringLiteral("own.ini"))).size() > 0);
        const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(folder->filePath(QStringLiteral("own.ini"))) & others));
    }

    /// What is exported can be handed on: none of the secrets is in it, and none is taken from such a file.
    void exportsEverythingButSecrets()
    {
        queue::Settings settings = queue->settings();
        settings.jobs = 7;
        settings.proxy = {ProxyKind::None, QStringLiteral("proxy.example"), 3128, QStringLiteral("proxyuser"),
                          QStringLiteral("proxysecret")};
        settings.logins = {{QUrl(QStringLiteral("https://a.example")),
                            QStringLiteral("siteuser"),
                            QStringLiteral("sitesecret"),
                            {{"Cookie", "cookiesecret"}}}};
        preferences->setQueueSettings(settings);
        preferences->setCategories({{QStringLiteral("game"), {}, {QStringLiteral("*.iso")}}});
        preferences->setState(QStringLiteral("geometry"), "opaque");
        const QString path = folder->filePath(QStringLiteral("exported.ini"));
        QCOMPARE(ui::writeSettings(path, preferences->exported()), QString());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        for (const char *secret : {"secret", "siteuser", "proxyuser", "opaque"})
            QVERIFY2(!text.contains(secret), secret);

        ui::Preferences others(folder->filePath(QStringLiteral("others.ini")));
        queue::Settings theirs = others.queueSettings();
        theirs.logins = {
            {QUrl(QStringLiteral("https://b.example")), QStringLiteral("u"), QStringLiteral("p")}};
        others.setQueueSettings(theirs);
        QVariantMap values = ui::readSettings(path);
        values.insert(QStringLiteral("network/logins"),
                      QStringList{QStringLiteral("https://x:y@evil.example")});
        QVERIFY(others.import(values) > 3);
        QCOMPARE(others.queueSettings().jobs, 7);
        QCOMPARE(others.queueSettings().proxy.host, QStringLiteral("proxy.example"));
        QCOMPARE(others.queueSettings().logins, theirs.logins);
        QCOMPARE(others.categories(), preferences->categories());
        QCOMPARE(others.import({{QStringLiteral("other/key"), 5}}), 0);
    }

    void knownKeysAreListedWithTheirOrigin()
    {
        auto keys = std::make_shared<blte::KeyStore>();
        keys->insert(blte::KeyName{0x1111}, blte::Key{1}, "WoW.txt");
        keys->insert(blte::KeyName{0x2222}, blte::Key{2});
        queue->setKeys(keys);
        QWidget *page = open(Page::Keys);
        auto *table = page->findChild<QTreeView *>();
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(table->model()->index(0, 0).data().toString().toUpper(), QStringLiteral("0000000000001111"));
        QCOMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral("WoW.txt"));
        QCOMPARE(table->model()->index(1, 1).data().toString(), QStringLiteral("not known"));
        QSignalSpy removed(window.get(), &ui::MainWindow::keysRemoved);
        QSignalSpy entered(window.get(), &ui::MainWindow::keysDropped);
        QVERIFY(!button(page, QStringLiteral("&Delete…"))->isEnabled());
        table->setCurrentIndex(table->model()->index(1, 0));
        button(page, QStringLiteral("&Delete…"))->click();
        auto *question = window->findChild<QMessageBox *>();
        QVERIFY(question);
        for (QAbstractButton *choice : question->buttons()) {
            if (question->buttonRole(choice) == QMessageBox::AcceptRole)
                choice->click();
        }
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed.first().first().value<QList<quint64>>(), QList<quint64>{0x2222});
        button(page, QStringLiteral("Co&rrect…"))->click();
        auto *dialog = window->findChild<QInputDialog *>();
        QVERIFY(dialog);
        dialog->setTextValue(QStringLiteral("00112233445566778899aabbccddeeff"));
        dialog->accept();
        QCOMPARE(entered.size(), 1);
        const auto list = entered.first().first().value<blte::KeyList>();
        QCOMPARE(list.entries.size(), 1u);
        QVERIFY(list.entries.front().name == blte::KeyName{0x2222});
        QCOMPARE(list.entries.front().key[15], 0xff);
        page->findChild<QLineEdit *>()->setText(QStringLiteral("wow"));
        QCOMPARE(table->model()->rowCount(), 1);
    }

    void theScheduleCanStopEverything()
    {
        ui::ScheduleRow row({0x1f, QTime(8, 0), QTime(17, 0), queue::ScheduleRule::kNothingRuns}, nullptr);
        auto *what = row.findChild<QComboBox *>();
        auto *limit = row.findChild<QSpinBox *>();
        QVERIFY(!limit->isEnabled());
        QCOMPARE(row.rule().bytesPerSecond, queue::ScheduleRule::kNothingRuns);
        what->setCurrentIndex(1);
        QCOMPARE(row.rule().bytesPerSecond, 0);
        what->setCurrentIndex(0);
        limit->setValue(300);
        QCOMPARE(row.rule().bytesPerSecond, 300'000);
    }

    void theSoundIsTheDesktopsOwn_data()
    {
        QTest::addColumn<QStringList>("found");
        QTest::addColumn<QString>("program");
        const QString file = QStringLiteral("/usr/share/sounds/freedesktop/stereo/complete.oga");
        QTest::newRow("nothing") << QStringList{} << QString();
        QTest::newRow("by theme") << QStringList{QStringLiteral("canberra-gtk-play"),
                                                 QStringLiteral("paplay"), file}
                                  << QStringLiteral("canberra-gtk-play");
        QTest::newRow("by file") << QStringList{QStringLiteral("paplay"), file} << QStringLiteral("paplay");
        QTest::newRow("no file") << QStringList{QStringLiteral("paplay")} << QString();
    }
    void theSoundIsTheDesktopsOwn()
    {
        QFETCH(QStringList, found);
        QFETCH(QString, program);
        QCOMPARE(ui::soundCommand([&](const QString &what) {
                     return found.contains(what) ? what : QString();
                 }).value(0),
                 program);
    }

private:
    QWidget *open(Page page)
    {
        window->openSettings(page);
        return window->findChild<ui::SettingsDialog *>()->findChild<QStackedWidget *>()->currentWidget();
    }

    static QList<QLineEdit *> fieldsOf(QWidget *page)
    {
        QList<QLineEdit *> fields = page->findChildren<QLineEdit *>();
        fields.removeIf([](QLineEdit *field) { return qobject_cast<QSpinBox *>(field->parentWidget()); });
        return fields;
    }

    static void type(QLineEdit *field, const QString &text)
    {
        field->setText(text);
        Q_EMIT field->editingFinished();
    }

    static QPushButton *button(QWidget *page, const QString &text)
    {
        for (QPushButton *candidate : page->findChildren<QPushButton *>()) {
            if (candidate->text() == text)
                return candidate;
        }
        return nullptr;
    }

    static QLineEdit *field(QWidget *page, const QString &name)
    {
        for (QLineEdit *candidate : page->findChildren<QLineEdit *>()) {
            if (candidate->accessibleName() == name)
                return candidate;
        }
        return nullptr;
    }

    static bool isSaid(QWidget *page, const QString &text)
    {
        const auto labels = page->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->text().startsWith(text); });
    }
};

SLUICE_GUI_TEST(tst_Settings)
#include "tst_settings.moc"
