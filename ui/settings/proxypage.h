#pragma once

#include "ui/settings/settingspage.h"

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace ui {

/// The way out to the network.
class ProxyPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit ProxyPage(Preferences &preferences, QWidget *parent = nullptr);

private:
    QLineEdit *addField(const QString &caption);
    void fill();
    void takeAddress();
    void refresh();
    void keep();
    bool isComplete() const;

    QComboBox *m_kind;
    QLineEdit *m_host;
    QSpinBox *m_port;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QLabel *m_missing;
};

} // namespace ui
