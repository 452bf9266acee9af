#pragma once

#include <QWidget>

namespace ui {

/// Lies over the window while something is dragged above it, and says what will happen.
class DropOverlay : public QWidget
{
    Q_OBJECT
public:
    explicit DropOverlay(QWidget *parent);

    void appear();

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace ui
