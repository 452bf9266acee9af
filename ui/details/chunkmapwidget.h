#pragma once

#include "ui/details/chunkgrid.h"
#include "ui/details/chunksnapshot.h"

#include <QWidget>

namespace ui {

/// The picture of one file: a cell per chunk, or per group of chunks when there are many.
class ChunkMapWidget : public QWidget
{
    Q_OBJECT
public:
    explicit ChunkMapWidget(const ChunkSnapshot &snapshot, QWidget *parent = nullptr);

    void refresh(); ///< the snapshot changed
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chunkClicked(qsizetype chunk);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    ChunkGrid grid() const { return ChunkGrid::fit(m_snapshot.size(), size()); }
    QString describeCell(const ChunkGrid &grid, std::size_t cell) const;

    const ChunkSnapshot &m_snapshot;
};

QColor chunkColor(transfer::ChunkState state, const QPalette &palette);

/// A coloured square and a word with its count, per state.
class ChunkLegend : public QWidget
{
    Q_OBJECT
public:
    explicit ChunkLegend(const ChunkSnapshot &snapshot, QWidget *parent = nullptr);

    void refresh();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString text(transfer::ChunkState state) const;

    const ChunkSnapshot &m_snapshot;
    std::array<std::size_t, kChunkStateCount> m_counts{};
};

} // namespace ui
