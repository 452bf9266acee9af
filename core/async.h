#pragma once

#include <QFutureWatcher>
#include <QMetaObject>
#include <QObject>
#include <QPromise>
#include <QThreadPool>
#include <memory>
#include <utility>

namespace core {

/// `done(result)` on the thread of `receiver`, which must be the calling thread, once `future` has one. When
/// the receiver is gone by then, or the future ends without a result, nothing happens. Never blocks.
///
/// A watcher owned by the receiver, because QFuture::then(receiver, …) of Qt 6.4 does not survive that the
/// receiver is gone.
template <typename T, typename Done>
void whenDone(const QFuture<T> &future, QObject *receiver, Done done)
{
    auto *watcher = new QFutureWatcher<T>(receiver);
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver,
                     [watcher, done = std::move(done)]() mutable {
                         watcher->deleteLater();
                         if (watcher->future().resultCount() > 0)
                             done(watcher->result());
                     });
    watcher->setFuture(future);
}

/// `work` as something that may run anywhere, once; `done(result)` then as whenDone() does.
template <typename Work, typename Done>
auto promised(Work work, QObject *receiver, Done done)
{
    using T = decltype(work());
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    whenDone(promise->future(), receiver, std::move(done));
    return [promise, work = std::move(work)]() mutable {
        promise->addResult(work());
        promise->finish();
    };
}

/// Runs `work()` on the thread of `worker`, then `done(result)` as whenDone() does. The result must be
/// copyable (wrap in shared_ptr what is not).
template <typename Work, typename Done>
void runOn(QObject *worker, Work work, QObject *receiver, Done done)
{
    QMetaObject::invokeMethod(worker, promised(std::move(work), receiver, std::move(done)),
                              Qt::QueuedConnection);
}

/// The same on any thread of `pool`.
template <typename Work, typename Done>
void runIn(QThreadPool &pool, Work work, QObject *receiver, Done done)
{
    pool.start(promised(std::move(work), receiver, std::move(done)));
}

} // namespace core
