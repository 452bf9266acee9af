#pragma once

#include "app/options.h"
#include "core/tact/sourcelist.h"

namespace app {

/// What the arguments of `get` name: URLs, list files, "-" for a list on standard input. One bad line refuses
/// everything (each is complained about), so that a script never gets half of what it asked for.
Usage<QList<tact::ListEntry>> readSources(const QStringList &arguments);

/// True for what must be an address and not a file: "scheme://…".
bool isUrl(const QString &argument);
/// The whole file, or standard input for "-".
Usage<QByteArray> readFile(const QString &path);

} // namespace app
