#include "ui/details/chunkstab.h"

#include "ui/details/tableview.h"

#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QStackedLayout>

namespace ui {

ChunksTab::ChunksTab(const queue::Queue &queue, QWidget *parent)
    : DetailsTab(queue, parent)
    , m_model(new ChunkModel(m_snapshot, this))
{
    m_table = new TableView(*m_model, tr("Chunks"), this);
    m_table->header()->resizeSection(0, fontMetrics().averageCharWidth() * 10);
    m_note = new QLabel(this);
    m_note->setAlignment(Qt::AlignCenter);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setWordWrap(true);

    auto *split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(true);
    split->addWidget(buildMap());
    split->addWidget(m_table);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setSizes({600, 400});
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(split);
    m_pages->addWidget(m_note);
    connect(m_map, &ChunkMapWidget::chunkClicked, this, [this](qsizetype chunk) {
        const QModelIndex index = m_model->index(static_cast<int>(chunk), 0);
        m_table->setCurrentIndex(index);
        m_table->scrollTo(index, QAbstractItemView::PositionAtCenter);
    });
    presentNote(nullptr);
}

QWidget *ChunksTab::buildMap()
{
    auto *side = new QWidget(this);
    m_map = new ChunkMapWidget(m_snapshot, side);
    m_legend = new ChunkLegend(m_snapshot, side);
    auto *layout = new QVBoxLayout(side);
    layout->addWidget(m_map, 1);
    layout->addWidget(m_legend);
    return side;
}

void ChunksTab::present(const queue::Item *item)
{
    const auto oldTable = m_snapshot.table;
    if (item && m_snapshot.update(item->id, queue().chunkMap(item->id))) {
        m_model->refresh(oldTable != m_snapshot.table);
        m_map->refresh();
        m_legend->refresh();
    }
    const bool hasMap = item && !m_snapshot.isEmpty();
    m_pages->setCurrentIndex(hasMap ? 0 : 1);
    if (!hasMap)
        presentNote(item);
}

void ChunksTab::presentNote(const queue::Item *item)
{
    if (!item)
        m_note->setText(tr("Choose a download to see its chunks."));
    else if (item->state == transfer::State::Done)
        m_note->setText(tr("Every chunk is on the disk."));
    else
        m_note->setText(tr("The chunk map appears when the download runs."));
}

} // namespace ui
