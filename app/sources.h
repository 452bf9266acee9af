#pragma once

#include "app/usage.h"
#include "core/links/sourcelist.h"

namespace app {

struct Sources
{
    QList<links::ListEntry> entries;
    QList<links::ProductEntry> products;
    int lost = 0; ///< lines of lists that name something that cannot be fetched
};

/// What the arguments of `get` name: URLs, files of products, list files, "-" for a list on standard input. A
/// bad line of a list is complained about and costs only what it names; a bad argument, and a list without
/// any source, is bad usage.
Usage<Sources> readSources(const QStringList &arguments);

/// True for what must be an address and not a file: "scheme://…".
bool isUrl(const QString &argument);
/// The whole file, or standard input for "-".
Usage<QByteArray> readFile(const QString &path);

} // namespace app
