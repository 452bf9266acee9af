#pragma once

#include "core/queue/queue.h"
#include "ui/desktop/sleepguard.h"

#include <QTimer>

namespace ui {

class MeteredWatch;
class Preferences;

/// What Sluice asks of the computer, as far as the preferences want it: not to fall asleep while something is
/// downloaded, and whether the network is metered; then nothing is fetched. Nor is anything begun before the
/// first answer, but that is not waited for long.
class SystemRequests : public QObject
{
    Q_OBJECT
public:
    /// Both outlive it. `linger`: from the last activity until the computer may sleep; a short wait for a
    /// server must not end in a long night.
    SystemRequests(queue::Queue &queue, const Preferences &preferences,
                   std::chrono::milliseconds linger = std::chrono::minutes(1), QObject *parent = nullptr);
    ~SystemRequests() override;

    bool isMetered() const { return m_isHeld; } ///< and is to be spared
    /// It is known that the network need not be spared, or nobody tells.
    bool mayFetch() const { return !m_isHeld && !m_patience.isActive(); }

Q_SIGNALS:
    void mayFetchChanged();              ///< perhaps
    void meteredChanged(bool isMetered); ///< and the queue heeds it

private:
    void applyPreferences();
    void applyMetered();
    void stayAwake();
    void letSleep();

    queue::Queue &m_queue;
    const Preferences &m_preferences;
    SleepGuard m_awake;
    QTimer m_linger;
    QTimer m_patience; ///< with whoever knows about the network
    bool m_isAwake = false;
    std::unique_ptr<MeteredWatch> m_metered; ///< while the preferences want it
    bool m_isHeld = false;                   ///< the queue, for the network's sake
};

} // namespace ui
