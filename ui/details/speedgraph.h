#pragma once

#include <QList>
#include <QWidget>

namespace ui {

/// A speed over time, newest at the right, with a scale and what it was at the pointer.
class SpeedGraph : public QWidget
{
    Q_OBJECT
public:
    explicit SpeedGraph(QWidget *parent = nullptr);

    /// `points`: bytes per second, oldest first; so many as `wholePoints` fill the width.
    void present(const QList<qint64> &points, qsizetype wholePoints, int secondsPerPoint);
    QSize sizeHint() const override;

    /// A round number not below `speed`, at which a scale may end.
    static qint64 scaleFor(qint64 speed);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QRectF area() const;
    double xOf(qsizetype point) const;
    QString spoken() const;
    void paintScale(QPainter &painter, qint64 top) const;
    void paintLine(QPainter &painter, qint64 top) const;
    void paintPointer(QPainter &painter, qint64 top) const;

    QList<qint64> m_points;
    qsizetype m_whole = 1;
    int m_secondsPerPoint = 1;
    double m_pointer = -1; ///< x; below 0: it is elsewhere
};

} // namespace ui
