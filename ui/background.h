#pragma once

#include "core/async.h"

#include <QPromise>
#include <QThreadPool>
#include <memory>
#include <utility>

namespace ui {

/// Runs `work()` on a pool thread and `done(result)` on the thread of `receiver`, which must be the calling
/// one: for whatever may touch a disk. When the receiver is gone by then, the result is dropped. The result
/// must be copyable.
template <typename Work, typename Done>
void inBackground(Work work, QObject *receiver, Done done)
{
    using T = decltype(work());
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    core::whenDone(promise->future(), receiver, std::move(done));
    QThreadPool::globalInstance()->start([promise, work = std::move(work)]() mutable {
        promise->addResult(work());
        promise->finish();
    });
}

} // namespace ui
