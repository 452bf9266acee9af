#pragma once

#include <QWidget>
#include <deque>

namespace ui {

/// The speed of the last minutes, one sample a second, newest at the right.
class Sparkline : public QWidget
{
    Q_OBJECT
public:
    static constexpr std::size_t kSamples = 180;

    explicit Sparkline(QWidget *parent = nullptr);

    void sample(qint64 bytesPerSecond);
    bool isFlat() const; ///< nothing but zeros: no further sample changes the picture
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::deque<qint64> m_samples;
};

} // namespace ui
