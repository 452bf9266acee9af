#pragma once

#include "core/mailbox.h"

#include <QMetaObject>
#include <QPointer>
#include <QThreadPool>
#include <memory>
#include <utility>

namespace core {

/// `done` as something that takes its result on any thread, once: then `done(result)` runs on the thread of
/// `receiver`, which must be the calling thread. When the receiver is gone by then, or no result ever comes,
/// nothing happens. Never blocks. The result must be copyable (wrap in shared_ptr what is not).
///
/// No QFuture: QFuture::then(receiver, …) of Qt 6.4 does not survive that the receiver is gone, and a
/// QFutureWatcher costs many times as much as what most of this work does.
template <typename T, typename Done>
auto answerTo(QObject *receiver, Done done)
{
    return [mailbox = Mailbox::ofThisThread(), to = QPointer<QObject>(receiver),
            done = std::move(done)](T result) mutable {
        mailbox->post([to = std::move(to), done = std::move(done), result = std::move(result)]() mutable {
            if (to)
                done(result);
        });
    };
}

/// `work` as something that may run anywhere, once; `done(result)` then as answerTo() does.
template <typename Work, typename Done>
auto answered(Work work, QObject *receiver, Done done)
{
    return [work = std::move(work),
            answer = answerTo<decltype(work())>(receiver, std::move(done))]() mutable { answer(work()); };
}

/// Runs `work()` on the thread of `worker`, then `done(result)` as answerTo() does.
template <typename Work, typename Done>
void runOn(QObject *worker, Work work, QObject *receiver, Done done)
{
    QMetaObject::invokeMethod(worker, answered(std::move(work), receiver, std::move(done)),
                              Qt::QueuedConnection);
}

template <typename Work, typename Done>
void runOn(Mailbox *worker, Work work, QObject *receiver, Done done)
{
    worker->post(answered(std::move(work), receiver, std::move(done)));
}

/// The same on any thread of `pool`.
template <typename Work, typename Done>
void runIn(QThreadPool &pool, Work work, QObject *receiver, Done done)
{
    pool.start(answered(std::move(work), receiver, std::move(done)));
}

} // namespace core
