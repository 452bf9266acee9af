#include "ui/window/undobar.h"

#include "ui/format.h"

#include <QToolButton>

namespace ui {

UndoBar::UndoBar(PendingRemovals &removals, QWidget *parent)
    : Bar(QStringLiteral("remove"), Tone::Accent, parent)
    , m_removals(removals)
    , m_undo(addButton(tr("Undo")))
{
    connect(m_undo, &QToolButton::clicked, &removals, &PendingRemovals::undo);
    connect(addCloseButton(tr("Remove now")), &QToolButton::clicked, &removals, &PendingRemovals::commit);
    connect(&removals, &PendingRemovals::begun, this, &UndoBar::begin);
    connect(&removals, &PendingRemovals::ended, this, [this] {
        m_second.stop();
        hide();
    });
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &UndoBar::countDown);
}

void UndoBar::begin(int count)
{
    setText(tr("Removed %Ln download(s).", nullptr, count));
    countDown();
    m_second.start();
    show();
}

void UndoBar::countDown()
{
    m_undo->setText(tr("Undo (%1)").arg(formatCountdown(m_removals.timeLeft().count())));
    m_undo->setAccessibleName(tr("Undo"));
}

} // namespace ui
