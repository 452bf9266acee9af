#pragma once

#include "core/queue/category.h"
#include "core/queue/item.h"

namespace ui {

/// A new download as the rules of categories want it: unless it has a category already, it gets the first
/// that matches; and what would go to the usual folder, or below it, goes to that of its category instead.
queue::Request categorized(queue::Request request, const QList<queue::Category> &categories,
                           const QString &usualFolder);
/// The same folder, with `usual` at its beginning replaced by that of the category.
QString folderIn(const queue::Category &category, const QString &folder, const QString &usual);
/// Which of them a source belongs to by the rules.
std::optional<queue::Category> categoryOf(const core::Source &source, const QString &name,
                                          const QList<queue::Category> &categories);

} // namespace ui
