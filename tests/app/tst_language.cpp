#include "app/desktop/desktop.h"
#include "tests/support/testmain.h"
#include "ui/language.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// Another language while the program runs.
class tst_Language : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        for (const char *name : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME"})
            qputenv(name, folder.path().toLocal8Bit());
    }

    void changesAtOnce()
    {
        ui::Preferences preferences(folder.filePath(u"s.ini"_s));
        preferences.setLanguage(u"en"_s);
        preferences.setDownloadFolder(folder.path());
        preferences.setIntentForNew(transfer::Intent::Hold);
        ui::installLanguage(preferences.language());
        app::Desktop desktop(preferences, folder.path());
        desktop.show({app::Opening::Window, {{u"http://127.0.0.1:9/file"_s}, {}, {}}});
        QTRY_VERIFY(window());
        QTRY_VERIFY(texts(window()).contains(u"&Settings…"_s));
        window()->resize(903, 611);
        window()->openSettings(ui::SettingsDialog::Page::Appearance);

        for (const auto &[language, title] :
             {std::pair(u"de"_s, u"Einstellungen"_s), {u"zh_CN"_s, u"设置"_s}, {u"en"_s, u"Settings"_s}}) {
            preferences.setLanguage(language);
            QTRY_COMPARE(dialogTitle(), title); // where it was chosen
            QCOMPARE(window()->size(), QSize(903, 611));
        }
        QSignalSpy closing(&desktop, &app::Desktop::closing);
        desktop.close();
        QCOMPARE(closing.size(), 1);
    }

private:
    static ui::MainWindow *window()
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *found = qobject_cast<ui::MainWindow *>(widget))
                return found;
        }
        return nullptr;
    }

    static QStringList texts(const ui::MainWindow *window)
    {
        QStringList result;
        for (const QAction *action : window->findChildren<QAction *>())
            result << action->text();
        return result;
    }

    static QString dialogTitle()
    {
        const auto *dialog = window() ? window()->findChild<ui::SettingsDialog *>() : nullptr;
        return dialog && dialog->isVisible() ? dialog->windowTitle() : QString();
    }

    QTemporaryDir folder;
};

SLUICE_GUI_TEST(tst_Language)
#include "tst_language.moc"
