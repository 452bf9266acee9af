#include "ui/details/speedtab.h"

#include "ui/details/speedrecorder.h"
#include "ui/details/speedview.h"

#include <QComboBox>
#include <QVBoxLayout>

namespace ui {

SpeedTab::SpeedTab(const queue::Queue &queue, const SpeedRecorder &recorder, QWidget *parent)
    : DetailsTab(queue, parent)
    , m_recorder(recorder)
    , m_which(new QComboBox(this))
    , m_view(new SpeedView(m_which, this))
{
    m_which->setAccessibleName(tr("Speed of"));
    m_which->addItem(tr("This download"));
    m_which->addItem(tr("All downloads"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    connect(m_which, &QComboBox::currentIndexChanged, this, &SpeedTab::refresh);
    connect(m_view, &SpeedView::rangeChosen, this, &SpeedTab::refresh);
}

void SpeedTab::present(const queue::Item *item)
{
    m_id = item ? std::optional(item->id) : std::nullopt;
    refresh();
}

void SpeedTab::refresh()
{
    const bool isOfAll = m_which->currentIndex() == 1;
    m_view->present(isOfAll ? &m_recorder.ofAll() : m_id ? m_recorder.of(*m_id) : nullptr);
}

} // namespace ui
