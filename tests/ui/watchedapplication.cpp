#include "tests/ui/watchedapplication.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QFile>
#include <QMetaEnum>
#include <QThread>
#include <ctime>

namespace watchdog {

namespace {

double milliseconds(qint64 nanoseconds)
{
    return static_cast<double>(nanoseconds) / 1e6;
}

/// Linux tells how long a thread ran and how long it was ready without a processor; elsewhere the latter is
/// taken for 0, and a loaded machine is less forgiven.
struct Times
{
    qint64 wall = 0;
    qint64 running = 0;
    qint64 queued = 0;

    static Times now()
    {
        Times times;
        timespec clock{};
        clock_gettime(CLOCK_MONOTONIC, &clock);
        times.wall = clock.tv_sec * 1'000'000'000LL + clock.tv_nsec;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &clock);
        times.running = clock.tv_sec * 1'000'000'000LL + clock.tv_nsec;
        return times;
    }

    /// Costs a read of a file: only for what took long.
    static qint64 queuedSoFar()
    {
        QFile file(QStringLiteral("/proc/thread-self/schedstat"));
        return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() : 0;
    }
};

QString nameOf(const QObject *receiver, QEvent::Type type)
{
    const char *event = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
    return QStringLiteral("%1 to %2")
        .arg(QString::fromLatin1(event ? event : "event"),
             QString::fromLatin1(receiver->metaObject()->className()));
}

} // namespace

bool WatchedApplication::notify(QObject *receiver, QEvent *event)
{
    if (QThread::currentThread() != thread() || m_depth > 0) // the other threads may take their time
        return QApplication::notify(receiver, event);
    const QString what = nameOf(receiver, event->type()); // both may be gone afterwards
    const qint64 queuedBefore = Times::queuedSoFar();
    const Times before = Times::now();
    ++m_depth;
    const bool result = QApplication::notify(receiver, event);
    --m_depth;
    ++m_delivered;
    const Times after = Times::now();
    Hold hold{milliseconds(after.wall - before.wall), milliseconds(after.running - before.running), 0, what};
    if (hold.wall > 1.0)
        hold.queued = milliseconds(Times::queuedSoFar() - queuedBefore);
    if (hold.own() > m_worst.own())
        m_worst = hold;
    return result;
}

Hold WatchedApplication::takeWorst()
{
    return std::exchange(m_worst, {});
}

} // namespace watchdog
