#include "ui/window/mainarea.h"

#include "ui/preferences.h"

#include <QEvent>
#include <QSplitter>
#include <QVBoxLayout>

namespace ui {

namespace {

const QString kColumns = QStringLiteral("columns");
const QString kRows = QStringLiteral("rows");

} // namespace

MainArea::MainArea(const Parts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_columns(new QSplitter(Qt::Horizontal, this))
    , m_rows(new QSplitter(Qt::Vertical, this))
{
    m_rows->addWidget(parts.list);
    m_rows->addWidget(parts.details);
    // Two bars take from the rows what the details cannot give.
    parts.details->setMinimumHeight(fontMetrics().lineSpacing() * 8);
    m_rows->setStretchFactor(0, 1);
    m_rows->setChildrenCollapsible(false); // details that are wanted and have no height look lost
    m_rows->installEventFilter(this);
    m_columns->addWidget(parts.filters);
    m_columns->addWidget(m_rows);
    m_columns->setStretchFactor(1, 1);
    m_columns->setCollapsible(1, false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_columns, 1);
    for (QWidget *bar : parts.bars)
        layout->addWidget(bar);
}

/// Whom the change of height concerns: the list when the window is resized, the details when it is a bar's.
bool MainArea::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_rows && event->type() == QEvent::Resize) {
        const bool isOfBar = std::exchange(m_height, height()) == height();
        m_rows->setStretchFactor(0, isOfBar ? 0 : 1);
        m_rows->setStretchFactor(1, isOfBar ? 1 : 0);
        if (m_rows->isVisible() && !m_parts.details->isHidden())
            m_rows->setSizes(m_rows->sizes()); // from where they stand, not from where they were put last
    }
    return QWidget::eventFilter(watched, event);
}

/// As without bars: the next window begins without.
void MainArea::save(Preferences &preferences) const
{
    preferences.setState(kColumns, m_columns->saveState());
    const QList<int> now = m_rows->sizes();
    int bars = 0;
    for (const QWidget *bar : m_parts.bars)
        bars += bar->isHidden() ? 0 : bar->height();
    if (!m_parts.details->isHidden())
        m_rows->setSizes({now[0], now[1] + bars});
    preferences.setState(kRows, m_rows->saveState());
    if (!m_parts.details->isHidden())
        m_rows->setSizes(now);
}

void MainArea::restore(const Preferences &preferences)
{
    if (!m_columns->restoreState(preferences.state(kColumns)))
        m_columns->setSizes({m_parts.filters->sizeHint().width(), window()->width()});
    if (!m_rows->restoreState(preferences.state(kRows)))
        m_rows->setSizes({window()->height() * 2 / 3, window()->height() / 3});
    m_rows->setChildrenCollapsible(false); // the state of an older version brings that back
}

} // namespace ui
