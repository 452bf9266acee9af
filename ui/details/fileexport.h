#pragma once

#include "core/error.h"
#include "core/transfer/routing/setview.h"

class QIODevice;

namespace ui {

enum class ExportForm {
    Sources, ///< a line PRODUCT@BUILD:PATH for each file, as the add dialog and the command line take it
    Csv,     ///< path,size,encodedSize,ckey,ekey,state,reason; RFC 4180, UTF-8, sizes in bytes
};

/// Why there is no such list of this set, for a person; empty: there is one.
QString whyNoExport(const QString &set, const transfer::SetView &view, ExportForm form);

/// PRODUCT@BUILD:PATH. `set`: what the set was asked for as (core::Source::set). Empty for files that have no
/// such line: objects of a mirror.
QString sourceLine(const QString &set, const core::SetPlan &plan, core::SetPlan::Index file);

/// Writes the list of these files. Blocks on the device.
core::Result<void> writeList(QIODevice &to, const QString &set, const transfer::SetView &view,
                             const std::vector<core::SetPlan::Index> &files, ExportForm form);
/// Into a file, which appears whole or not at all. Blocks on the disk.
core::Result<void> saveList(const QString &path, const QString &set, const transfer::SetView &view,
                            const std::vector<core::SetPlan::Index> &files, ExportForm form);

} // namespace ui
