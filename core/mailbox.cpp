#include "core/mailbox.h"

#include <QCoreApplication>
#include <QEvent>
#include <utility>

namespace core {

std::shared_ptr<Mailbox> Mailbox::ofThisThread()
{
    static thread_local const auto mailbox = std::make_shared<Mailbox>();
    return mailbox;
}

void Mailbox::post(Call call)
{
    const QMutexLocker locker(&m_mutex);
    m_calls.push_back(std::move(call));
    wake();
}

/// The caller holds m_mutex.
void Mailbox::wake()
{
    if (!m_calls.empty() && !std::exchange(m_isAwake, true))
        QCoreApplication::postEvent(this, new QEvent(QEvent::User));
}

bool Mailbox::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    deliver();
    return true;
}

/// Those that are there now; what comes meanwhile waits until other events had their turn.
void Mailbox::deliver()
{
    std::size_t left = 0;
    {
        const QMutexLocker locker(&m_mutex);
        left = m_calls.size();
        m_isAwake = false;
        if (left > 1)
            wake(); // for a call that runs an event loop of its own: the others must not wait for its end
    }
    for (; left > 0; --left) {
        if (const Call call = next())
            call();
    }
}

Mailbox::Call Mailbox::next()
{
    const QMutexLocker locker(&m_mutex);
    if (m_calls.empty()) // an event loop in one of the calls made the others
        return {};
    Call call = std::move(m_calls.front());
    m_calls.pop_front();
    return call;
}

} // namespace core
