#include "ui/window/toolbar.h"

#include "ui/icons.h"
#include "ui/window/actions.h"
#include "ui/window/limitmenu.h"
#include "ui/window/menubutton.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QTimer>
#include <QToolButton>

namespace ui {

ToolBar::ToolBar(const Actions &actions, Preferences &preferences, QWidget *parent)
    : QToolBar(tr("Toolbar"), parent)
{
    setObjectName(QStringLiteral("toolbar"));
    setMovable(false);
    const int icon = fontMetrics().height() + 3;
    setIconSize({icon, icon});
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    addMenuButton(actions);
    addAction(actions.browse);
    addSeparator();
    addActions({actions.resume, actions.pause, actions.remove});
    addSeparator();
    addActions({actions.moveUp, actions.moveDown});
    for (QAction *action :
         {actions.browse, actions.resume, actions.pause, actions.remove, actions.moveUp, actions.moveDown})
        widgetForAction(action)->setFocusPolicy(Qt::TabFocus); // a tool bar's buttons take none by themselves
    for (QAction *action : {actions.moveUp, actions.moveDown})
        qobject_cast<QToolButton *>(widgetForAction(action))->setToolButtonStyle(Qt::ToolButtonIconOnly);
    addSeparator();
    addLimitButton(preferences);
    addFilterField();
}

void ToolBar::addMenuButton(const Actions &actions)
{
    auto *button = new QToolButton(this);
    auto *menu = new QMenu(button);
    menu->addActions({actions.add, actions.openList, actions.paste, actions.addKeys});
    button->setDefaultAction(actions.add);
    button->setText(tr("Add"));
    button->setAccessibleName(tr("Add"));
    button->setMenu(menu);
    button->setToolButtonStyle(toolButtonStyle());
    button->setPopupMode(QToolButton::MenuButtonPopup);
    addWidget(button);
}

void ToolBar::addLimitButton(Preferences &preferences)
{
    auto *button = new MenuButton(this);
    button->setIcon(themedIcon(QStringLiteral("limit")));
    button->setText(tr("Limit"));
    button->setToolButtonStyle(toolButtonStyle());
    button->setToolTip(tr("Speed limit of all downloads together"));
    button->setMenu(new OverallLimitMenu(preferences, button));
    addWidget(button);
}

void ToolBar::addFilterField()
{
    auto *space = new QWidget(this);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(space);
    m_filter = new QLineEdit(this);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter by name, host or folder"));
    m_filter->setToolTip(tr("Filter by name, host or folder (%1)")
                             .arg(QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText)));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(themedIcon(QStringLiteral("search")), QLineEdit::LeadingPosition)
        ->setText(tr("Filter"));
    m_filter->setAcceptDrops(false); // links dropped here are links, too
    m_filter->setMaximumWidth(fontMetrics().averageCharWidth() * 36);
    m_filter->installEventFilter(this);
    addWidget(m_filter);
    m_pause = new QTimer(this);
    m_pause->setSingleShot(true);
    m_pause->setInterval(120);
    connect(m_filter, &QLineEdit::textChanged, m_pause, qOverload<>(&QTimer::start));
    connect(m_pause, &QTimer::timeout, this, [this] { Q_EMIT filterTyped(m_filter->text()); });
}

void ToolBar::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void ToolBar::clearFilter()
{
    m_filter->clear();
}

bool ToolBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape)
            m_filter->clear();
        if (key == Qt::Key_Escape || key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            Q_EMIT filterLeft();
            return true;
        }
    }
    return QToolBar::eventFilter(watched, event);
}

} // namespace ui
