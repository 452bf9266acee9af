#pragma once

#include "ui/settings/settingspage.h"

class QLineEdit;
class QListWidget;
class QPushButton;

namespace ui {

/// Hosts of the user's own that are asked for CDN-shaped paths, in their order, and the version services that
/// are asked for products.
class MirrorsPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit MirrorsPage(Preferences &preferences, QWidget *parent = nullptr);

private:
    QWidget *buildEntry();
    QWidget *buildList();
    void buildServices();
    void add();
    void remove();
    void moveBy(int step);
    void keep();
    void keepServices();
    void refresh();

    QLineEdit *m_entry = nullptr;
    QListWidget *m_list = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_up = nullptr;
    QPushButton *m_down = nullptr;
    QLabel *m_problem = nullptr;
    QLineEdit *m_services = nullptr;
    QLabel *m_serviceProblem = nullptr;
};

} // namespace ui
