#include "ui/window/bar.h"

#include "ui/icons.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace ui {

Bar::Bar(const QString &iconName, Tone tone, QWidget *parent)
    : QFrame(parent)
    , m_iconName(iconName)
    , m_tone(tone)
    , m_text(new QLabel(this))
    , m_layout(new QHBoxLayout(this))
{
    const int icon = fontMetrics().height();
    m_layout->setContentsMargins(icon + 22, 5, 8, 5);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_layout->addWidget(m_text, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    hide();
}

void Bar::setText(const QString &text)
{
    if (m_text->text() == text)
        return;
    m_text->setText(text);
    setAccessibleName(text);
    if (isVisible())
        alert();
}

/// A screen reader reads it out, wherever the focus is.
void Bar::alert()
{
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Bar::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    alert();
}

QToolButton *Bar::addButton(const QString &text)
{
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setFocusPolicy(Qt::TabFocus);
    m_layout->addWidget(button);
    return button;
}

QToolButton *Bar::addCloseButton(const QString &what)
{
    auto *button = new QToolButton(this);
    button->setIcon(themedIcon(QStringLiteral("close")));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolTip(what);
    button->setAccessibleName(what);
    m_layout->addWidget(button);
    return button;
}

void Bar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor color = toneColor(m_tone, palette());
    painter.fillRect(rect(), blend(color, palette().color(QPalette::Window), 0.13));
    painter.fillRect(QRect(0, 0, width(), 1), blend(color, palette().color(QPalette::Window), 0.3));
    const int icon = fontMetrics().height();
    paintIcon(&painter, QRect(12, (height() - icon) / 2, icon, icon), m_iconName, color);
}

} // namespace ui
