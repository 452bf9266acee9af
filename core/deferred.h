#pragma once

#include <QMetaObject>
#include <QObject>
#include <functional>
#include <utility>

namespace core {

/// A call that is made from the event loop: once, however often it was asked for until then. A member of the
/// object whose thread makes it; used there only.
class Deferred
{
public:
    Deferred(QObject *owner, std::function<void()> call)
        : m_owner(owner)
        , m_call(std::move(call))
    {
    }
    Q_DISABLE_COPY_MOVE(Deferred)

    void operator()()
    {
        if (std::exchange(m_isPosted, true))
            return;
        const auto run = [this] {
            m_isPosted = false;
            m_call();
        };
        QMetaObject::invokeMethod(m_owner, run, Qt::QueuedConnection);
    }

private:
    QObject *const m_owner;
    const std::function<void()> m_call;
    bool m_isPosted = false;
};

} // namespace core
