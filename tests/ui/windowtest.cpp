#include "tests/ui/windowtest.h"

#include "tests/support/ownqueue.h"

#include <QAction>
#include <QTest>

namespace samples {

void WindowTest::init()
{
    folder = std::make_unique<QTemporaryDir>();
    preferences = std::make_unique<ui::Preferences>(folder->filePath(QStringLiteral("s.ini")));
    preferences->setDownloadFolder(folder->path());
    queue = std::make_unique<support::OwnQueue>(preferences->queueSettings());
    window = std::make_unique<ui::MainWindow>(*queue, *preferences);
}

void WindowTest::cleanup()
{
    window.reset();
    queue.reset();
    preferences.reset();
}

void WindowTest::reopen()
{
    window.reset();
    preferences.reset();
    preferences = std::make_unique<ui::Preferences>(folder->filePath(QStringLiteral("s.ini")));
    window = std::make_unique<ui::MainWindow>(*queue, *preferences);
}

void WindowTest::trigger(const QString &shortcut)
{
    QCoreApplication::processEvents(); // what is enabled follows the selection a turn later
    for (QAction *action : window->findChildren<QAction *>()) {
        if (action->shortcut().toString() == shortcut) {
            QVERIFY2(action->isEnabled(), qPrintable(shortcut));
            return action->trigger();
        }
    }
    QFAIL(qPrintable(shortcut));
}

} // namespace samples
