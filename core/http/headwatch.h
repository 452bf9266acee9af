#pragma once

#include <QObject>
#include <QTimer>
#include <functional>

namespace http {

/// Waits with whoever waits for a head, and looks at the process's memory meanwhile: Qt collects a status
/// line or a head of any length before it says a word. Where memory grows by much, flooded() says so, once;
/// others may have had a part in that, so it is a suspicion only.
class HeadWatch : public QObject
{
    Q_OBJECT
public:
    /// More than buffers grow by while one head is waited for, as a rule.
    static constexpr qint64 kMostGrowth = 48 << 20;

    /// `memory`: how much the process uses; 0: unknown.
    explicit HeadWatch(std::function<qint64()> memory, QObject *parent = nullptr);

    void start();
    void stop() { m_timer.stop(); }

Q_SIGNALS:
    void flooded();

private:
    void look();

    const std::function<qint64()> m_memory;
    QTimer m_timer{this};
    qint64 m_first = 0; ///< at the first look; 0: there was none
};

} // namespace http
