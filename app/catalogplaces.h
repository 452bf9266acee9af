#pragma once

#include "app/usage.h"
#include "core/catalog/buildchoice.h"
#include "core/error.h"
#include "core/links/productsource.h"

namespace app {

/// Where commands and window keep what they know of products.

QString objectCacheFolder();
/// Bytes that the cache in that folder may take: as the window's settings say, or the usual ones. Touches the
/// disk.
qint64 objectCacheLimit();
/// The window's settings.
QString settingsPath();
/// Where the builds are remembered that were ever seen.
QString buildHistoryPath();

/// The listfile that is used unless another one is named; empty: none was ever remembered. An error when it
/// cannot be read. Touches the disk.
Usage<QString> rememberedListfile();
Usage<void> rememberListfile(const QString &path);
/// Whether a source may only have failed because no listfile names the files of its product.
bool mayLackListfile(const links::ProductSource &source, const core::Error &error);

/// How the source wants the files of its build to be named.
catalog::NamingWish namingWish(const links::ProductOptions &options);

} // namespace app
