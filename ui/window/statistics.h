#pragma once

#include "core/queue/queue.h"

#include <QObject>

namespace ui {

class Preferences;

/// What was received and finished, in this run and of all time. Kept with the window's state, now and then
/// and when the program ends: a crash costs some minutes of it.
class Statistics : public QObject
{
    Q_OBJECT
public:
    struct Figures
    {
        qint64 networkBytes = 0;
        qint64 refetchedBytes = 0; ///< of them, received once more than was needed
        qint64 files = 0;          ///< finished
    };

    /// Both outlive it.
    Statistics(const queue::Queue &queue, Preferences &preferences, QObject *parent = nullptr);
    ~Statistics() override;

    Figures ofRun() const;
    Figures ofAllTime() const;
    const QDateTime &since() const { return m_since; }
    void forget(); ///< counts from now on
    void save();
    /// About once a second.
    void tick();

private:
    void load();

    const queue::Queue &m_queue;
    Preferences &m_preferences;
    Figures m_before;    ///< of earlier runs
    Figures m_forgotten; ///< of this run
    QDateTime m_since;
    qint64 m_files = 0; ///< of this run
    int m_ticks = 0;
};

} // namespace ui
