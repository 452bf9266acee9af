#pragma once

#include "ui/details/chunkmapwidget.h"
#include "ui/details/chunkmodel.h"
#include "ui/details/chunksnapshot.h"
#include "ui/details/detailstab.h"

class QLabel;
class QStackedLayout;

namespace ui {

class TableView;

/// The chunk map with its legend, and the table behind it.
class ChunksTab : public DetailsTab
{
    Q_OBJECT
public:
    explicit ChunksTab(const queue::Queue &queue, QWidget *parent = nullptr);
    void present(const queue::Item *item) override;

private:
    QWidget *buildMap();
    void show(const queue::Item &item, const transfer::ChunkMap *map);
    void readResting(const queue::Item &item);
    void presentNote(const queue::Item *item);

    ChunkSnapshot m_snapshot;
    std::optional<std::pair<queue::ItemId, transfer::State>> m_read; ///< whose map on disk was asked for
    ChunkModel *m_model;
    ChunkMapWidget *m_map = nullptr;
    ChunkLegend *m_legend = nullptr;
    TableView *m_table = nullptr;
    QLabel *m_note = nullptr;
    QStackedLayout *m_pages = nullptr;
};

} // namespace ui
