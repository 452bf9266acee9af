#include "ui/details/chunkstab.h"

#include "ui/details/tableview.h"

#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QStackedLayout>
#include <array>

namespace ui {

ChunksTab::ChunksTab(const queue::Queue &queue, QWidget *parent)
    : DetailsTab(queue, parent)
    , m_model(new ChunkModel(m_snapshot, this))
{
    m_table = new TableView(*m_model, tr("Chunks"), this);
    const std::array widths{10, 10, 13, 12,
                            12, 14, 24}; // of the columns, in letters; the digest gets the rest
    for (std::size_t column = 0; column < widths.size(); ++column)
        m_table->header()->resizeSection(static_cast<int>(column),
                                         fontMetrics().averageCharWidth() * widths[column]);
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
    connect(m_map, &ChunkMapWidget::pieceClicked, this, [this](qsizetype chunk) {
        const QModelIndex index = m_model->index(static_cast<int>(chunk), 0);
        m_table->setCurrentIndex(index);
        m_table->scrollTo(index, QAbstractItemView::PositionAtCenter);
    });
    presentNote(nullptr);
}

QWidget *ChunksTab::buildMap()
{
    auto *side = new QWidget(this);
    m_map = new ChunkMapWidget(m_snapshot, tr("Chunk map"), side);
    m_legend = new ChunkLegend(m_snapshot, side);
    auto *layout = new QVBoxLayout(side);
    layout->addWidget(m_map, 1);
    layout->addWidget(m_legend);
    return side;
}

void ChunksTab::present(const queue::Item *item)
{
    if (item) {
        const transfer::ChunkMap *map = queue().chunkMap(item->id);
        show(*item, map);
        map ? m_read.reset() : readResting(*item);
    }
    const bool hasMap = item && !m_snapshot.isEmpty();
    m_pages->setCurrentIndex(hasMap ? 0 : 1);
    if (!hasMap)
        presentNote(item);
}

void ChunksTab::show(const queue::Item &item, const transfer::ChunkMap *map)
{
    const auto oldTable = m_snapshot.table;
    if (!m_snapshot.update(item, map))
        return;
    m_model->refresh(oldTable != m_snapshot.table);
    m_map->refresh();
    m_legend->refresh();
}

/// What an item that is not running has on disk; asked once for each state it comes to.
void ChunksTab::readResting(const queue::Item &item)
{
    const auto wanted = std::pair(item.id, item.state);
    if (m_read == wanted)
        return;
    m_read = wanted;
    queue().readChunkMap(item.id, this, [this, wanted](const std::shared_ptr<const transfer::ChunkMap> &map) {
        const queue::Item *shown = queue().find(wanted.first);
        if (!map || !shown || m_read != wanted)
            return;
        m_snapshot.revision = 0; // the map of the disk counts its own
        show(*shown, map.get());
        m_pages->setCurrentIndex(m_snapshot.isEmpty() ? 1 : 0);
    });
}

void ChunksTab::presentNote(const queue::Item *item)
{
    if (!item)
        m_note->setText(tr("Choose a download to see its chunks."));
    else if (item->state == transfer::State::Done)
        m_note->setText(tr("Everything is on the disk; how it was cut into chunks is not known any more."));
    else
        m_note->setText(tr("Nothing is on the disk yet. The chunk map appears when the download runs."));
}

} // namespace ui
