#pragma once

#include "ui/settings/settingspage.h"

class QComboBox;

namespace ui {

class AppearancePage : public SettingsPage
{
    Q_OBJECT
public:
    explicit AppearancePage(Preferences &preferences, QWidget *parent = nullptr);

private:
    void buildLanguage();

    QComboBox *m_theme;
    QComboBox *m_density;
    QComboBox *m_language;
};

} // namespace ui
