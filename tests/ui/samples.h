#pragma once

#include "core/queue/queue.h"

/// Rows to look at, in every state, without a network: items of a real queue that are held and then made to
/// look as if they were running.
namespace samples {

/// `count` held items named "name 0", "name 1", …
QList<queue::ItemId> addPlain(queue::Queue &queue, int count, const QString &name = QStringLiteral("file"));

/// One item per state, verdict and kind of trouble.
QList<queue::ItemId> addEveryState(queue::Queue &queue);

/// An item that is in no queue.
queue::Item itemNumber(int id);

/// Changes an item behind the queue's back and says so.
void dress(queue::Queue &queue, int row, const std::function<void(queue::Item &)> &change);

} // namespace samples
