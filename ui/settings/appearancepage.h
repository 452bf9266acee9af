#pragma once

#include "ui/settings/settingspage.h"

class QComboBox;

namespace ui {

class AppearancePage : public SettingsPage
{
    Q_OBJECT
public:
    explicit AppearancePage(Preferences &preferences, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildLanguage();
    void applyLanguage();

    QComboBox *m_theme;
    QComboBox *m_density;
    QComboBox *m_language;
    bool m_isBrowsing = false; ///< by keys, over languages that are not meant yet
};

} // namespace ui
