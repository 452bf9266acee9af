#pragma once

#include "app/usage.h"
#include "ui/browse/catalogaccess.h"

#include <functional>

namespace ui {
class Preferences;
}

namespace app {

/// What looking up products needs of the disk. A value.
struct CatalogMeans
{
    std::shared_ptr<cache::ObjectCache> cache;
    Usage<QString> listfile; ///< the one that is remembered; empty: none, or why it does not count
};

/// Reads them as the preferences are now; to be called on any thread, and blocks there.
std::function<CatalogMeans()> meansReader(const ui::Preferences &preferences);

/// With what products are looked up by the window.
ui::CatalogAccess accessBy(const CatalogMeans &means, transfer::TransferServices &services,
                           const ui::Preferences &preferences);

} // namespace app
