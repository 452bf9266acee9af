#pragma once

#include "ui/details/chunkgrid.h"
#include "ui/details/mappieces.h"

#include <QWidget>

namespace ui {

/// The picture of one file, or of a set of files: a cell per piece, or per group of pieces when there are
/// many.
class ChunkMapWidget : public QWidget
{
    Q_OBJECT
public:
    /// `pieces` outlive it. `name`: what a screen reader calls the map.
    ChunkMapWidget(const MapPieces &pieces, const QString &name, QWidget *parent = nullptr);

    void refresh(); ///< the pieces changed
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void pieceClicked(qsizetype piece); ///< the first of those of the cell

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    ChunkGrid grid() const { return ChunkGrid::fit(m_pieces.size(), size()); }
    QString describeCell(const ChunkGrid &grid, std::size_t cell) const;

    const MapPieces &m_pieces;
};

QColor pieceColor(PieceState state, const QPalette &palette);

/// A coloured square and a word with its count, per state.
class ChunkLegend : public QWidget
{
    Q_OBJECT
public:
    explicit ChunkLegend(const MapPieces &pieces, QWidget *parent = nullptr);

    void refresh();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, lineHeight()}; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Entry
    {
        PieceState state;
        QString words;
        QRect place; ///< square and words
    };
    /// In as many lines as it takes.
    QList<Entry> entries(int width) const;
    int lineHeight() const { return fontMetrics().height() + 6; }
    int square() const { return fontMetrics().ascent() - 2; }

    const MapPieces &m_pieces;
    MapPieces::Counts m_counts{};
};

} // namespace ui
