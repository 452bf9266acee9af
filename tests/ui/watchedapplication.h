#pragma once

#include <QApplication>
#include <QString>

namespace watchdog {

/// How long one handler (the delivery of one event) held the GUI thread, in milliseconds.
struct Hold
{
    double wall = 0;    ///< by the clock
    double running = 0; ///< on a processor
    double queued = 0;  ///< ready to run, but others had the processors: the machine's doing, not ours
    QString what;       ///< the event and its receiver

    /// Asleep: waiting for a disk, a lock, another thread.
    double blocked() const { return wall - running - queued; }
    /// What it would have taken on an idle machine.
    double own() const { return wall - queued; }
};

/// An application that times every event it delivers to its GUI thread. Not those inside of another: a
/// handler is one, with all it calls.
class WatchedApplication : public QApplication
{
public:
    using QApplication::QApplication;

    /// The worst since the last call, by what it took of its own.
    Hold takeWorst();
    int delivered() const { return m_delivered; }

    bool notify(QObject *receiver, QEvent *event) override;

private:
    Hold m_worst;
    int m_depth = 0;
    int m_delivered = 0;
};

} // namespace watchdog
