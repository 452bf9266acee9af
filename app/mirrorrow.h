#pragma once

#include "core/catalog/mirroropening.h"
#include "core/queue/item.h"

namespace app {

/// A mirror as a row of the queue, whose services must have TransferServices::closing. What lies in the
/// mirror and is not what its name says is replaced.
queue::Request requestFor(const catalog::MirrorOpening::Row &row, const QString &folder);

} // namespace app
