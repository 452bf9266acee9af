#pragma once

#include "core/queue/item.h"

namespace ui {

/// Opens the finished file as the desktop would.
void openFile(const queue::Item &item);
/// Opens the folder in which the file is, or will be.
void openFolder(const queue::Item &item);

} // namespace ui
