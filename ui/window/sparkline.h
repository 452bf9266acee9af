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
    /// Of the last hour, or since the program was started.
    qint64 average() const { return m_hour.empty() ? 0 : m_sum / static_cast<qint64>(m_hour.size()); }
    bool isFlat() const; ///< nothing but zeros: no further sample changes the picture
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    static constexpr std::size_t kHour = 3600;

    std::deque<qint64> m_samples;
    std::deque<qint64> m_hour;
    qint64 m_sum = 0; ///< of m_hour
};

} // namespace ui
