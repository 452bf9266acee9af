#pragma once

#include "ui/desktop/donesound.h"
#include "ui/desktop/notifier.h"
#include "ui/desktop/overall.h"
#include "ui/desktop/taskbar.h"
#include "ui/desktop/trayicon.h"

#include <QTimer>

namespace ui {

class MainWindow;

/// Sluice on the desktop outside of its window: tray, notices, taskbar. All of it is a courtesy: whatever the
/// desktop lacks, the downloads go on.
class Presence : public QObject
{
    Q_OBJECT
public:
    /// All of them outlive it.
    Presence(queue::Queue &queue, Preferences &preferences, MainWindow &window, QObject *parent = nullptr);
    ~Presence() override;

    /// The window was not shown: it is in the tray, or minimised where no tray turns up.
    void startInTray();

private:
    void connectWindow();
    void connectNotices();
    void refresh();
    void refreshSoon();
    void toggleWindow();
    void sayItStays();

    queue::Queue &m_queue;
    Preferences &m_preferences;
    MainWindow &m_window;
    QTimer m_trayWait; ///< for the session to bring its tray
    int m_trayLooks = 0;
    QTimer m_refresh; ///< runs while something has changed that is not shown yet
    TrayIcon m_tray;
    Taskbar m_taskbar;
    Notifier m_notifier;
    DoneSound m_sound;
    NotificationService m_farewell; ///< a place of its own for "Sluice goes on in the tray"
};

} // namespace ui
