#include "app/desktop/rundesktop.h"

#include "app/catalogplaces.h"
#include "app/console.h"
#include "app/desktop/desktop.h"
#include "app/desktop/handover.h"
#include "app/desktop/sessionbus.h"
#include "core/storage/filesystem.h"
#include "ui/language.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QMetaMethod>
#include <QStandardPaths>
#include <QThread>

namespace app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The desktop's own "quit" (the end of a session, the Dock's menu) must not end in a window that only hides.
class Application : public QApplication
{
    Q_OBJECT
public:
    using QApplication::QApplication;

Q_SIGNALS:
    void quitWanted();

protected:
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::Quit ||
            !isSignalConnected(QMetaMethod::fromSignal(&Application::quitWanted)))
            return QApplication::event(event);
        Q_EMIT quitWanted();
        return true;
    }
};

bool hasDisplay()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    return qEnvironmentVariableIsSet("QT_QPA_PLATFORM") || !qEnvironmentVariableIsEmpty("DISPLAY") ||
           !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
#else
    return true;
#endif
}

ExitCode refuse(const QString &message)
{
    complainUsage({}, message);
    return ExitCode::BadUsage;
}

/// Tells what cannot be right before anything is started. Options are left for Qt to take its own out first.
Usage<void> checkFirst(int argc, char *argv[])
{
    if (argc < 2 || argv[1][0] == '-')
        return {};
    const QString first = QString::fromLocal8Bit(argv[1]);
    if (QFile::exists(first))
        return {};
    return readStart({first}).map([](const Start &) {});
}

/// A new account may be without it. A folder that the user chose is not made again: it may be a drive that is
/// away.
void makeDefaultFolder(const ui::Preferences &preferences)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    if (QDir(preferences.downloadFolder()) == QDir(folder))
        QDir().mkpath(folder);
}

/// Nothing for a program that runs to do.
bool isIdle(const Start &start)
{
    const Handover &handover = start.handover;
    return start.opening == Opening::Tray && handover.texts.isEmpty() && handover.files.isEmpty() &&
           handover.offers.isEmpty();
}

ExitCode runWindow(const Application &application, const Start &start, const QString &dataFolder)
{
    SingleInstance instance(dataFolder);
    for (const QDeadlineTimer patience(10s); !instance.claim(); QThread::msleep(200)) {
        if (isIdle(start) || instance.handOver(start.handover))
            return ExitCode::Done;
        if (patience.hasExpired()) {
            complain(u"Sluice is running already, but does not answer; end it, then try again"_s);
            return ExitCode::InternalError;
        }
    }
    ui::Preferences preferences(settingsPath(), objectCacheFolder());
    ui::installLanguage(preferences.language());
    makeDefaultFolder(preferences);
    Desktop desktop(preferences, dataFolder);
    QObject::connect(&instance, &SingleInstance::received, &desktop, &Desktop::receive);
    QObject::connect(&application, &Application::quitWanted, &desktop, &Desktop::close);
    QObject::connect(&desktop, &Desktop::closing, &instance, &SingleInstance::stopListening);
    desktop.show(start);
    return static_cast<ExitCode>(QCoreApplication::exec());
}

} // namespace

ExitCode runDesktop(int argc, char *argv[])
{
    if (const auto ok = checkFirst(argc, argv); !ok)
        return refuse(ok.error());
    if (!hasDisplay())
        return refuse(
            u"there is no display to open the window on; without one, use: sluice get SOURCE -o DIR"_s);
    leaveDeafBuses();
    const Application application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false); // Desktop ends the program when the queue is closed
    QGuiApplication::setDesktopFileName(u"org.sluice.sluice"_s);
    const auto start = readStart(QCoreApplication::arguments().mid(1));
    if (!start)
        return refuse(start.error());
    const QString dataFolder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    if (!storage::fs::makePrivateFolder(dataFolder))
        return refuse(u"the folder %1 cannot be made; check its permissions"_s.arg(dataFolder));
    return runWindow(application, *start, dataFolder);
}

} // namespace app

#include "rundesktop.moc"
