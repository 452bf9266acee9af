#pragma once

#include "core/catalog/buildrecord.h"
#include "core/catalog/namingmanifest.h"
#include "core/error.h"
#include "core/tact/tags.h"

#include <QStringList>

namespace catalog {

/// How the files of one build are wanted to be named, where that is not as for all others (TreeWishes). A
/// value.
struct NamingWish
{
    std::optional<NamingManifest> manifest;
    QString locale; ///< empty: as for all others
    std::optional<tact::TagQuery> tags;
};

/// Which build of a product is meant. A value.
struct BuildWish
{
    QString product;                       ///< a productCode()
    QString build;                         ///< as in links/productsource.h; empty: the region's current one
    QString region;                        ///< empty: the usual one, or the first one there is
    std::optional<blte::Digest> cdnConfig; ///< instead of the one that was named with the build
    QString usualRegion = QStringLiteral("us");
    NamingWish naming = {}; ///< of no account for which build it is

    /// The hash of its build config, where that is what the user gave.
    std::optional<blte::Digest> buildConfig() const;
    /// The version service is not needed to know the build.
    bool isComplete() const { return cdnConfig && buildConfig(); }
    QString wantedRegion() const { return region.isEmpty() ? usualRegion : region; }
};

struct ChosenBuild
{
    tact::VersionRow row; ///< build id, version and key ring only where somebody named them with the build
    QStringList warnings; ///< whole sentences
};

/// Of the builds that a version service names now (`current`, in its order; empty when nobody answered) and
/// of all of the product that were ever seen. Pure.
///
/// BuildUnknown: the detail says which builds, or regions, there are.
core::Result<ChosenBuild> chooseBuild(const BuildWish &wish, const tact::VersionTable &current,
                                      const QList<BuildRecord> &known);

/// Its row of `cdns`: of its region, or the first one. Empty for a table without rows.
struct ChosenCdn
{
    tact::CdnRow row;
    QStringList warnings;
};
std::optional<ChosenCdn> chooseCdn(const QString &product, const QString &region,
                                   const tact::CdnTable &table);

} // namespace catalog
