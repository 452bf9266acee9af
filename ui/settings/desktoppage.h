#pragma once

#include "ui/settings/settingspage.h"

class QCheckBox;

namespace ui {

/// Notices, the tray, and the computer's sleep.
class DesktopPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit DesktopPage(Preferences &preferences, QWidget *parent = nullptr);

private:
    void keep();

    QCheckBox *m_done;
    QCheckBox *m_failed;
    QCheckBox *m_tray;
    QCheckBox *m_awake;
};

} // namespace ui
