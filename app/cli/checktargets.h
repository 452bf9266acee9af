#pragma once

#include "app/cli/filecheck.h"
#include "app/cli/options.h"

#include <QList>

namespace app {

/// Which files the arguments of `verify` mean: files as they are, folders with all that is in them (without
/// what Sluice keeps beside unfinished downloads), in the order of their names.
QList<CheckTarget> checkTargets(const QStringList &arguments);

/// Those that a list names, "-" for standard input: a path a line, or an MD5 and a path as md5sum writes
/// them;
/// `#` begins a comment. Or a sentence about a list that cannot be read.
Usage<QList<CheckTarget>> checkList(const QString &path);
/// The same of its text. Pure.
QList<CheckTarget> parseCheckList(const QByteArray &text);

} // namespace app
