#pragma once

#include <QString>

namespace ui {

/// Bytes a normal user may still write where `path` is or will be: its nearest existing parent is asked.
/// -1 when unknown. Touches the disk: never on the GUI thread.
qint64 freeBytes(const QString &path);

} // namespace ui
