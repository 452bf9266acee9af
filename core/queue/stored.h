#pragma once

#include "core/queue/item.h"
#include "core/storage/queuedatabase.h"

namespace queue {

/// An item as the database keeps it, and back. What is happening is not kept: everything unfinished comes
/// back as Queued or Paused, by intent.
storage::StoredItem toStored(const Item &item);
Item fromStored(const storage::StoredItem &stored);

} // namespace queue
