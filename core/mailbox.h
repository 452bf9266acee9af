#pragma once

#include <QMutex>
#include <QObject>
#include <deque>
#include <functional>
#include <memory>

namespace core {

/// Calls for one thread, made there from its event loop in the order in which they came. However many come
/// before it gets to them, they wake it once: that is what makes ten thousand small ones cheap.
class Mailbox : public QObject
{
public:
    using Call = std::function<void()>;

    /// That of the calling thread, which runs an event loop. It may be held longer than the thread lives:
    /// then nobody makes the calls.
    static std::shared_ptr<Mailbox> ofThisThread();

    void post(Call call); ///< thread-safe

protected:
    bool event(QEvent *event) override;

private:
    void wake();
    void deliver();
    Call next();

    QMutex m_mutex; ///< guards both below
    std::deque<Call> m_calls;
    bool m_isAwake = false; ///< an event is on its way that makes the calls
};

} // namespace core
