#include "ui/details/chunkstab.h"

#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QStackedLayout>
#include <QTreeView>

namespace ui {

ChunksTab::ChunksTab(const queue::Queue &queue, QWidget *parent)
    : DetailsTab(queue, parent)
    , m_model(new ChunkModel(m_snapshot, this))
{
    m_table = new QTreeView(this);
    m_table->setModel(m_model);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setAccessibleName(tr("Chunks"));
    m_table->header()->setAccessibleName(tr("Columns"));
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
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(split);
    m_pages->addWidget(m_note);
    connect(m_map, &ChunkMapWidget::chunkClicked, this, [this](qsizetype chunk) {
        const QModelIndex index = m_model->index(static_cast<int>(chunk), 0);
        m_table->setCurrentIndex(index);
        m_table->scrollTo(index, QAbstractItemView::PositionAtCenter);
    });
    showNote(nullptr);
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
    if (!item)
        return showNote(nullptr);
    const auto oldTable = m_snapshot.table;
    if (m_snapshot.update(item->id, queue().chunkMap(item->id))) {
        m_model->refresh(oldTable != m_snapshot.table);
        m_map->refresh();
        m_legend->refresh();
    }
    showNote(m_snapshot.isEmpty() ? item : nullptr);
    m_pages->setCurrentIndex(m_snapshot.isEmpty() ? 1 : 0);
}

void ChunksTab::showNote(const queue::Item *item)
{
    m_pages->setCurrentIndex(1);
    if (!item)
        m_note->setText(tr("Choose a download to see its chunks."));
    else if (item->state == transfer::State::Done)
        m_note->setText(tr("Every chunk is on the disk."));
    else
        m_note->setText(tr("The chunk map appears when the download runs."));
}

} // namespace ui
