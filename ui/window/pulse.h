#pragma once

#include "core/queue/queue.h"

#include <QTimer>

namespace ui {

class Tally;

/// The window's clock: four beats a second while something is active, one a second while something waits or
/// the speed graph still moves, none otherwise.
class Pulse : public QObject
{
    Q_OBJECT
public:
    Pulse(queue::Queue &queue, const Tally &tally, QObject *parent = nullptr);

    /// The speed graph has something left to show.
    void keepBeating(bool wanted);

Q_SIGNALS:
    void beat();       ///< after Queue::poll()
    void secondBeat(); ///< once a second

private:
    void adjust();
    void onBeat();

    queue::Queue &m_queue;
    const Tally &m_tally;
    QTimer m_timer;
    int m_quarters = 0;
    bool m_isWanted = false;
};

} // namespace ui
