#pragma once

#include "ui/settings/settingspage.h"

class QCheckBox;
class QLabel;

namespace ui {

/// Notices, the tray, and the computer's sleep.
class DesktopPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit DesktopPage(Preferences &preferences, QWidget *parent = nullptr);

private:
    void keep();
    void addAutostart();

    QCheckBox *m_done;
    QCheckBox *m_failed;
    QCheckBox *m_sound;
    QCheckBox *m_clipboard;
    QCheckBox *m_tray;
    QCheckBox *m_awake;
    QCheckBox *m_autostart;
    QLabel *m_trouble = nullptr; ///< what keeps the choice about the session from being kept
};

} // namespace ui
