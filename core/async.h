#pragma once

#include <QFuture>
#include <QMetaObject>
#include <QObject>
#include <QPromise>
#include <memory>
#include <utility>

namespace core {

/// Runs `work()` on the thread of `worker`, then `done(result)` on the thread of `receiver`. When the
/// receiver is gone by then, the result is dropped; when the worker's thread has ended, nothing happens.
/// Never blocks. The result must be copyable (wrap in shared_ptr what is not).
template <typename Work, typename Done>
void runOn(QObject *worker, Work work, QObject *receiver, Done done)
{
    using T = decltype(work());
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    promise->future().then(receiver, std::move(done));
    QMetaObject::invokeMethod(
        worker,
        [promise, work = std::move(work)]() mutable {
            promise->addResult(work());
            promise->finish();
        },
        Qt::QueuedConnection);
}

} // namespace core
