#pragma once

#include <QWidget>

class QComboBox;

namespace ui {

class SpeedGraph;
class SpeedHistory;

/// A graph and the span that it shows.
class SpeedView : public QWidget
{
    Q_OBJECT
public:
    /// `before` stands in front of the choice of the span; may be null.
    explicit SpeedView(QWidget *before = nullptr, QWidget *parent = nullptr);

    /// Null: there is nothing to show.
    void present(const SpeedHistory *history);

Q_SIGNALS:
    void rangeChosen();

private:
    QComboBox *m_range;
    SpeedGraph *m_graph;
};

} // namespace ui
