#pragma once

#include "ui/settings/settingspage.h"

class QCheckBox;
class QComboBox;
class QListWidget;
class QPushButton;

namespace ui {

/// Presets for the network and for memory.
class NetworkPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit NetworkPage(Preferences &preferences, QWidget *parent = nullptr);

private:
    void keep();
    void buildLogins();
    void refreshLogins();

    QComboBox *m_network;
    QComboBox *m_memory;
    QCheckBox *m_metered;
    QCheckBox *m_hash;
    QListWidget *m_logins = nullptr;
    QPushButton *m_forget = nullptr;
};

} // namespace ui
