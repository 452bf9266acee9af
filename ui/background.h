#pragma once

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThreadPool>
#include <memory>
#include <utility>

namespace ui {

/// Runs `work()` on a pool thread and `done(result)` on the thread of `receiver`: whatever may touch a disk.
/// When the receiver is gone by then, the result is dropped. The result must be copyable.
template <typename Work, typename Done>
void inBackground(Work work, QObject *receiver, Done done)
{
    auto promise = std::make_shared<QPromise<decltype(work())>>();
    promise->start();
    promise->future().then(receiver, std::move(done));
    QThreadPool::globalInstance()->start([promise, work = std::move(work)]() mutable {
        promise->addResult(work());
        promise->finish();
    });
}

} // namespace ui
