#pragma once

#include "ui/settings/settingspage.h"

class QSpinBox;

namespace ui {

/// How much goes on at the same time.
class ConnectionsPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit ConnectionsPage(Preferences &preferences, QWidget *parent = nullptr);

private:
    QSpinBox *addNumber(const QString &caption, int most, int value);
    void keep();

    QSpinBox *m_jobs;
    QSpinBox *m_perFile;
    QSpinBox *m_perHost;
};

} // namespace ui
