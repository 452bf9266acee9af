#pragma once

#include <QToolBar>

class QLineEdit;
class QTimer;

namespace ui {

class Actions;
class Preferences;

/// The row of buttons, with the filter field at its end.
class ToolBar : public QToolBar
{
    Q_OBJECT
public:
    ToolBar(const Actions &actions, Preferences &preferences, QWidget *parent = nullptr);

    void focusFilter();
    void clearFilter();

Q_SIGNALS:
    /// A moment after the last key.
    void filterTyped(const QString &text);
    void filterLeft(); ///< Down, Return or Escape: on to the list

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addMenuButton(const Actions &actions);
    void addLimitButton(Preferences &preferences);
    void addFilterField();

    QLineEdit *m_filter = nullptr;
    QTimer *m_pause = nullptr;
};

} // namespace ui
