#pragma once

#include "core/queue/category.h"
#include "ui/settings/settingspage.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace ui {

/// Categories: each with a folder and with the hosts and types that belong to it by themselves.
class CategoriesPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit CategoriesPage(Preferences &preferences, QWidget *parent = nullptr);

private:
    QWidget *buildList();
    QWidget *buildFolder();
    void fill();
    void present();
    void keep();
    void add();
    void remove();
    void chooseFolder();

    QList<queue::Category> m_categories;
    QListWidget *m_list = nullptr;
    QPushButton *m_remove = nullptr;
    QWidget *m_folderRow = nullptr;
    QLineEdit *m_folder = nullptr;
    QLineEdit *m_rules = nullptr;
    QLabel *m_complaint = nullptr;
};

} // namespace ui
