#pragma once

#include <QDialog>

class QAction;

namespace ui {

/// Every action that has a shortcut, with it, by menus; and the keys that the list knows besides.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT
public:
    ShortcutsDialog(const QList<QAction *> &menus, QWidget *parent = nullptr);
};

} // namespace ui
