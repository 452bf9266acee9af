#pragma once

#include "ui/settings/settingspage.h"

class QCheckBox;
class QSpinBox;

namespace ui {

/// How fast at most, and how long to wait for a network that does not come back.
class LimitsPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit LimitsPage(Preferences &preferences, QWidget *parent = nullptr);

private:
    void fill();
    void refresh();
    void keep();

    QCheckBox *m_limit;
    QSpinBox *m_kilobytes;
    QCheckBox *m_giveUp;
    QSpinBox *m_minutes;
};

} // namespace ui
