#include "ui/desktop/presence.h"

#include "ui/mainwindow.h"
#include "ui/preferences.h"

namespace ui {

namespace {

constexpr auto kToldOfTray = "toldOfTray";
/// Small files end by the thousand, and each look takes all rows in.
constexpr std::chrono::milliseconds kRefreshAfter{250};
/// A session that begins starts its tray and Sluice in any order.
constexpr std::chrono::milliseconds kTrayLookEvery{500};
constexpr int kMostTrayLooks = 20;

} // namespace

Presence::Presence(queue::Queue &queue, Preferences &preferences, MainWindow &window, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
    , m_preferences(preferences)
    , m_window(window)
    , m_tray(window.actions(), preferences)
    , m_notifier(queue, preferences)
    , m_sound(queue, preferences)
{
    connectWindow();
    connectNotices();
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &Presence::refresh);
    connect(&queue, &queue::Queue::activeCountChanged, this, &Presence::refreshSoon);
    refresh();
}

Presence::~Presence()
{
    m_window.hideOnCloseIf({});
}

void Presence::connectWindow()
{
    m_window.hideOnCloseIf([this] { return m_preferences.desktop().staysInTray && m_tray.isThere(); });
    connect(&m_window, &MainWindow::secondPassed, this, &Presence::refresh);
    connect(&m_window, &MainWindow::wentAway, this, &Presence::sayItStays);
    connect(&m_tray, &TrayIcon::showWanted, &m_window, &MainWindow::raiseAndActivate);
    connect(&m_tray, &TrayIcon::balloonClicked, &m_window, &MainWindow::raiseAndActivate);
    connect(&m_tray, &TrayIcon::toggleWanted, this, &Presence::toggleWindow);
}

void Presence::connectNotices()
{
    connect(&m_notifier, &Notifier::showWanted, &m_window, &MainWindow::reveal);
    connect(&m_notifier, &Notifier::complained, &m_window, [this](const QString &sentence) {
        m_window.raiseAndActivate();
        m_window.say(sentence);
    });
    connect(&m_notifier, &Notifier::balloonWanted, &m_tray, &TrayIcon::showBalloon);
    connect(&m_farewell, &NotificationService::unavailable, &m_tray, &TrayIcon::showBalloon);
    connect(&m_farewell, &NotificationService::actionChosen, &m_window, &MainWindow::raiseAndActivate);
}

void Presence::refreshSoon()
{
    if (!m_refresh.isActive())
        m_refresh.start(kRefreshAfter);
}

void Presence::refresh()
{
    const Overall overall = overallOf(m_queue);
    m_tray.show(overall);
    m_taskbar.show(overall.unfinished, overall.fraction);
}

void Presence::toggleWindow()
{
    if (m_window.isActiveWindow() && !m_window.isMinimized())
        m_window.goAway();
    else
        m_window.raiseAndActivate();
}

void Presence::startInTray()
{
    connect(&m_trayWait, &QTimer::timeout, this, [this] {
        if (!m_window.isVisible() && !m_tray.isThere() && ++m_trayLooks < kMostTrayLooks)
            return;
        m_trayWait.stop();
        if (!m_window.isVisible() && !m_tray.isThere())
            m_window.showMinimized();
    });
    m_trayWait.start(kTrayLookEvery);
}

/// Once in the life of the settings: nobody should wonder where the window went.
void Presence::sayItStays()
{
    const QString told = QLatin1StringView(kToldOfTray);
    if (!m_preferences.state(told).isEmpty())
        return;
    m_preferences.setState(told, "yes");
    m_farewell.show(
        {tr("Sluice goes on in the tray"),
         tr("Closing the window does not end it. Quit it from the menu of its icon, or change this "
            "in the settings, under Desktop."),
         false,
         {}});
}

} // namespace ui
