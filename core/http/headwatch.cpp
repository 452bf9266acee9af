#include "core/http/headwatch.h"

namespace http {

namespace {

/// Most heads come before the first look.
constexpr std::chrono::milliseconds kInterval{100};

} // namespace

HeadWatch::HeadWatch(std::function<qint64()> memory, QObject *parent)
    : QObject(parent)
    , m_memory(std::move(memory))
{
    m_timer.setInterval(kInterval);
    connect(&m_timer, &QTimer::timeout, this, &HeadWatch::look);
}

void HeadWatch::start()
{
    m_first = 0;
    m_timer.start();
}

void HeadWatch::look()
{
    const qint64 now = m_memory();
    if (m_first == 0)
        m_first = now;
    if (now == 0)
        return stop();
    if (now - m_first <= kMostGrowth)
        return;
    stop();
    Q_EMIT flooded();
}

} // namespace http
