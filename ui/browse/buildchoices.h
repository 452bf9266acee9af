#pragma once

#include "core/catalog/buildrecord.h"
#include "core/catalog/productsurvey.h"

namespace ui {

/// A build of a product that can be chosen.
struct BuildChoice
{
    QString text;  ///< "1.15.2.55140", and where or when
    QString build; ///< as catalog::BuildWish::build has it; empty: the region's current one
};

/// Of a region: the current build first, then every other one that is or ever was named for the product, the
/// last seen first. Pure.
QList<BuildChoice> buildChoices(const catalog::ProductEntry &product, const QString &region,
                                const QList<catalog::BuildRecord> &known);

} // namespace ui
