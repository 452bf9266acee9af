#pragma once

#include "ui/desktop/notice.h"
#include "ui/desktop/overall.h"

#include <QMenu>
#include <QSystemTrayIcon>

namespace ui {

class Actions;
class Preferences;

/// Sluice in the tray: how far it is, and the few things one wants without the window. Where there is no
/// tray, nothing is seen of it and nothing else changes.
class TrayIcon : public QObject
{
    Q_OBJECT
public:
    TrayIcon(const Actions &actions, Preferences &preferences, QObject *parent = nullptr);

    /// There is a tray, and the icon is in it: the window may hide behind it.
    bool isThere() const;
    void show(const Overall &overall);
    void showBalloon(const Notice &notice);

    QMenu &menu() { return m_menu; }

Q_SIGNALS:
    void showWanted();
    void toggleWanted(); ///< the icon was clicked: the window comes, or goes when it is in front
    void balloonClicked();

private:
    void fillMenu(const Actions &actions, Preferences &preferences);

    QMenu m_menu;
    QSystemTrayIcon m_icon;
    int m_drawn = -1; ///< steps of the bar that the icon shows
};

/// "Sluice", and what goes on: for the pointer that rests on the icon.
QString trayText(const Overall &overall);
/// The application's icon with a bar on its lower edge; without one when `fraction` is negative.
QIcon trayImage(double fraction);

} // namespace ui
