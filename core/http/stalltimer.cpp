#include "core/http/stalltimer.h"

namespace http {

using std::chrono::milliseconds;

namespace {

/// What a machine under load may be late by, without anybody having been suspended.
constexpr milliseconds kUsualDelay{500};

} // namespace

StallTimer::StallTimer(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer); // others may be as early as a twentieth
    connect(&m_timer, &QTimer::timeout, this, &StallTimer::onTimeout);
}

void StallTimer::start(milliseconds timeout)
{
    m_timer.start(timeout);
    m_since.start();
}

void StallTimer::onTimeout()
{
    if (milliseconds(m_since.elapsed()) > timeout() * 2 + kUsualDelay)
        start(timeout());
    else
        Q_EMIT exhausted();
}

} // namespace http
