#include "ui/window/focusring.h"

#include "ui/theme.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFocusEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>

namespace ui {

namespace {

class Ring : public QWidget
{
public:
    explicit Ring(QWidget *target)
        : QWidget(target)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
        resize(target->size());
        raise();
        show();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        // Seen on the highlight itself, too: half way to the text's colour.
        painter.setPen(
            QPen(blend(palette().color(QPalette::Text), palette().color(QPalette::Highlight), 0.5), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
    }
};

bool isByKey(Qt::FocusReason reason)
{
    return reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason ||
           reason == Qt::ShortcutFocusReason;
}

/// Fields have a caret and a frame, boxes a frame of the style's own.
bool needsRing(const QWidget *widget)
{
    const auto *text = qobject_cast<const QPlainTextEdit *>(widget);
    if (text)
        return text->isReadOnly();
    return !qobject_cast<const QLineEdit *>(widget) && !qobject_cast<const QComboBox *>(widget) &&
           !qobject_cast<const QAbstractSpinBox *>(widget) && !qobject_cast<const QCheckBox *>(widget) &&
           !qobject_cast<const QMenu *>(widget);
}

} // namespace

FocusRing::FocusRing(QObject *parent)
    : QObject(parent)
{
    qApp->installEventFilter(this);
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    const auto type = event->type();
    if (type == QEvent::Resize && m_ring && watched == m_ring->parentWidget())
        m_ring->resize(m_ring->parentWidget()->size());
    if (type != QEvent::FocusIn && type != QEvent::FocusOut)
        return false;
    auto *widget = qobject_cast<QWidget *>(watched);
    if (!widget)
        return false;
    const bool isShown = type == QEvent::FocusIn && isByKey(static_cast<QFocusEvent *>(event)->reason());
    moveTo(isShown && needsRing(widget) ? widget : nullptr);
    return false;
}

void FocusRing::moveTo(QWidget *target)
{
    if (m_ring && target == m_ring->parentWidget())
        return;
    delete m_ring;
    if (target)
        m_ring = new Ring(target);
}

} // namespace ui
