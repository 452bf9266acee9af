#include "ui/window/whendonebar.h"

#include "ui/format.h"

#include <QToolButton>

namespace ui {

WhenDoneBar::WhenDoneBar(WhenDone &whenDone, QWidget *parent)
    : Bar(QStringLiteral("clock"), Tone::Warning, parent)
    , m_whenDone(whenDone)
    , m_cancel(addButton(tr("Call it off")))
{
    connect(m_cancel, &QToolButton::clicked, &whenDone, &WhenDone::cancel);
    QToolButton *now = addButton(tr("Now"));
    connect(now, &QToolButton::clicked, &whenDone, &WhenDone::doNow);
    connect(&whenDone, &WhenDone::begun, this, [this] {
        setText(m_whenDone.sentence());
        countDown();
        m_second.start();
        show();
    });
    connect(&whenDone, &WhenDone::ended, this, [this] {
        m_second.stop();
        hide();
    });
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &WhenDoneBar::countDown);
}

void WhenDoneBar::countDown()
{
    m_cancel->setText(tr("Call it off (%1)").arg(formatCountdown(m_whenDone.timeLeft().count())));
    m_cancel->setAccessibleName(tr("Call it off"));
}

} // namespace ui
