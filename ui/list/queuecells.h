#pragma once

#include "ui/list/queuemodel.h"

namespace ui {

/// What an item shows in a column; `role`: Qt's, or one of QueueModel's.
QVariant cellOf(const queue::Item &item, QueueModel::Column column, int role);
/// What rows are sorted by in every column but the name's.
double sortValueOf(const queue::Item &item, QueueModel::Column column);

} // namespace ui
