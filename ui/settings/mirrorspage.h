#pragma once

#include "ui/settings/settingspage.h"

class QCheckBox;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace ui {

/// Hosts that are asked for CDN-shaped paths besides those of the CDN: the user's own, in their order, and
/// those of the community. And the version services that are asked for products.
class MirrorsPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit MirrorsPage(Preferences &preferences, QWidget *parent = nullptr);

private:
    QLabel *addProblem();
    QWidget *buildEntry();
    QWidget *buildList();
    void buildCommunity();
    void buildServices();
    void add();
    void remove();
    void moveBy(int step);
    void keep();
    void keepCommunity();
    void keepServices();
    void refresh();

    QLineEdit *m_entry = nullptr;
    QListWidget *m_list = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_up = nullptr;
    QPushButton *m_down = nullptr;
    QLabel *m_problem = nullptr;
    QList<QCheckBox *> m_suggested; ///< mirrors of the community
    QLineEdit *m_others = nullptr;  ///< likewise
    QLabel *m_communityProblem = nullptr;
    QLineEdit *m_services = nullptr;
    QLabel *m_serviceProblem = nullptr;
};

} // namespace ui
