#pragma once

#include "core/catalog/openproducts.h"

namespace ui {

/// With what products are looked up: services, cache, hosts, listfile. A value; what it refers to outlives
/// whoever uses it.
struct CatalogAccess
{
    catalog::BuildOpening::Means means;
    catalog::TreeWishes wishes;
    QString usualRegion;
};

} // namespace ui
