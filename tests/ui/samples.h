#pragma once

#include "core/queue/queue.h"
#include "core/setplan.h"

/// Rows to look at, in every state, without a network: items of a real queue that are held and then made to
/// look as if they were running.
namespace samples {

/// `count` held items named "name 0", "name 1", …
QList<queue::ItemId> addPlain(queue::Queue &queue, int count, const QString &name = QStringLiteral("file"));

/// One item per state, verdict and kind of trouble.
QList<queue::ItemId> addEveryState(queue::Queue &queue);

/// What has become of the files of a set, by number.
struct SetFiles
{
    int count = 0;
    std::vector<core::SetPlan::Index> done = {};
    std::vector<core::SetPlan::Index> failed = {};
    std::vector<core::SetPlan::Index> locked = {};
    std::vector<core::SetPlan::Index> unwanted = {};
};
/// A held row for a set in `folder`, which must be there: what its records say, and no file. Its files are
/// called "folder N/file M.blp", of two archives and, every seventh, loose. An invalid id: it could not be
/// written.
queue::ItemId addSet(queue::Queue &queue, const QString &folder, const SetFiles &files,
                     const QString &name = QStringLiteral("wow@1.15.8 interface"));
core::SetPlan setPlan(int files);

/// An item that is in no queue.
queue::Item itemNumber(int id);

/// Changes an item behind the queue's back and says so.
void dress(queue::Queue &queue, int row, const std::function<void(queue::Item &)> &change);

} // namespace samples
