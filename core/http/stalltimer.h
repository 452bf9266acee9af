#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace http {

/// A single-shot timer for waiting on someone else. When it fires late because we were held up ourselves (a
/// suspended process, a busy thread), it waits once more: what came meanwhile is still to be seen.
class StallTimer : public QObject
{
    Q_OBJECT
public:
    explicit StallTimer(QObject *parent = nullptr);

    void start(std::chrono::milliseconds timeout);
    void stop() { m_timer.stop(); }
    bool isActive() const { return m_timer.isActive(); }
    std::chrono::milliseconds timeout() const { return m_timer.intervalAsDuration(); }

Q_SIGNALS:
    void exhausted();

private:
    void onTimeout();

    QTimer m_timer{this};
    QElapsedTimer m_since;
};

} // namespace http
