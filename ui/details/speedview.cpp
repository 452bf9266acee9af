#include "ui/details/speedview.h"

#include "ui/details/speedgraph.h"
#include "ui/details/speedhistory.h"

#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>

namespace ui {

SpeedView::SpeedView(QWidget *before, QWidget *parent)
    : QWidget(parent)
    , m_range(new QComboBox(this))
    , m_graph(new SpeedGraph(this))
{
    m_range->setAccessibleName(tr("Span"));
    for (const QString &text : {tr("5 minutes"), tr("30 minutes"), tr("3 hours"), tr("24 hours")})
        m_range->addItem(text);
    connect(m_range, &QComboBox::currentIndexChanged, this, &SpeedView::rangeChosen);
    auto *line = new QHBoxLayout;
    if (before)
        line->addWidget(before);
    line->addWidget(m_range);
    line->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 4);
    layout->addLayout(line);
    layout->addWidget(m_graph, 1);
}

void SpeedView::present(const SpeedHistory *history)
{
    const auto range = static_cast<std::size_t>(m_range->currentIndex());
    const SpeedHistory::Range &span = SpeedHistory::kRanges[range];
    m_graph->present(history ? history->points(range) : QList<qint64>(), span.points(), span.secondsPerPoint);
}

} // namespace ui
