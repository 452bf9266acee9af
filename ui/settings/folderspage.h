#pragma once

#include "ui/settings/settingspage.h"

class QLabel;
class QLineEdit;

namespace ui {

/// Where downloads go, and what happens when something is there already.
class FoldersPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit FoldersPage(Preferences &preferences, QWidget *parent = nullptr);

private:
    QWidget *buildFolderRow();
    void buildNewDownloads();
    void chooseFolder();

    QLabel *m_problem = nullptr;
    QLineEdit *m_folder = nullptr;
};

} // namespace ui
