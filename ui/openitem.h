#pragma once

#include "core/queue/item.h"

#include <functional>

class QObject;

namespace ui {

/// Told in a sentence why nothing was opened, unless the receiver is gone by then.
using OpenComplaint = std::function<void(const QString &)>;

/// Opens what lies at this path as the desktop would.
void openPath(const QString &path, QObject *receiver, const OpenComplaint &complain);
/// Opens the finished file as the desktop would.
void openFile(const queue::Item &item, QObject *receiver, const OpenComplaint &complain);
/// Opens the folder in which the file is, or will be.
void openFolder(const queue::Item &item, QObject *receiver, const OpenComplaint &complain);

} // namespace ui
