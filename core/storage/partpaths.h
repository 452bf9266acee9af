#pragma once

#include "core/choices.h"
#include "core/error.h"

#include <QStringList>

namespace storage {

/// Paths that belong to one target: everything an unfinished download leaves on disk lies beside it.
QString partPath(const QString &target);   ///< target + ".part"
QString recordPath(const QString &target); ///< target + ".part.resume"
/// Of a download without a record yet: target + ".part." + five characters that follow from the target's
/// name. No other program and no person makes a file of this name, so what lies there is ours without a
/// record.
QString freshPartPath(const QString &target);
QString spoolPath(const QString &target, quint32 chunk); ///< freshPartPath() + "." + the chunk's number

QString folderOf(const QString &path); ///< the folder that holds it

/// The files beside `target` whose names others may use as well: the part file, its record, and the record's
/// next and damaged states.
QStringList sharedNames(const QString &target);
/// The targets that `name` is such a file of.
QStringList targetsBeside(const QString &name);
/// Whether nothing is there, and nothing that is on its way there.
bool isNameFree(const QString &target);

/// Renames a part file to its target; TargetExists when it must not replace what is there (whoever wants
/// another name gives another target).
core::Result<void> moveToTarget(const QString &part, const QString &target, core::WhenExists whenExists);

} // namespace storage
