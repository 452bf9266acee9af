#pragma once

#include "core/queue/queue.h"

#include <QStatusBar>
#include <QTimer>

class QLabel;
class QToolButton;

namespace ui {

class Preferences;
class Sparkline;

/// The bottom line: how many run, how fast, how much room there is, and the limit.
class StatusStrip : public QStatusBar
{
    Q_OBJECT
public:
    StatusStrip(const queue::Queue &queue, Preferences &preferences, QWidget *parent = nullptr);

    /// Once a second while something is active. False: nothing would change until something is active again.
    void refresh(); ///< what moves by itself
    bool tick();
    /// Also asked for by itself, while something is active.
    void askFreeSpace();

private:
    void build();
    void refreshLimit();
    void awaitSchedule();

    const queue::Queue &m_queue;
    Preferences &m_preferences;
    QLabel *m_active = nullptr;
    QLabel *m_speed = nullptr;
    Sparkline *m_sparkline = nullptr;
    QLabel *m_average = nullptr;
    QLabel *m_free = nullptr;
    QToolButton *m_limit = nullptr;
    QTimer m_schedule; ///< runs while a schedule will change the limit
    int m_ticks = 0;   ///< since the free space was asked for
};

} // namespace ui
