#pragma once

#include "ui/list/itemstatus.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace ui {

/// What stands where the list would be: an invitation when nothing was ever added, or why nothing is shown.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(QWidget *parent = nullptr);

    void invite();
    void explain(Filter filter, const QString &text);

Q_SIGNALS:
    void addWanted();
    void browseWanted();
    void showAllWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showIcon(const QString &name);

    QLabel *m_icon;
    QLabel *m_sentence;
    QPushButton *m_button;
    QPushButton *m_browse;
    QLabel *m_hint;
    QString m_iconName;
    bool m_isInviting = true;
};

} // namespace ui
