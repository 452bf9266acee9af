#pragma once

#include "app/usage.h"
#include "core/links/productsource.h"
#include "core/links/sourcelist.h"

#include <optional>

namespace app {

struct Sources
{
    QList<links::ListEntry> entries;
    QList<links::ProductEntry> products;
    QList<blte::Digest> keys; ///< that stand alone
    int lost = 0;             ///< lines of lists that name something that cannot be fetched
};

/// What the arguments of `get` name: URLs, files of products, list files, "-" for a list on standard input. A
/// bad line of a list is complained about and costs only what it names; a bad argument, and a list without
/// any source, is bad usage.
Usage<Sources> readSources(const QStringList &arguments);

/// Files of a product, where the argument means them and no file is called like that.
Usage<std::optional<links::ProductSource>> readProductSource(const QString &argument);
/// True for what must be an address and not a file: "scheme://…".
bool isUrl(const QString &argument);
/// The whole file, or standard input for "-".
Usage<QByteArray> readFile(const QString &path);

} // namespace app
