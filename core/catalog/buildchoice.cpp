#include "core/catalog/buildchoice.h"

#include "core/bytes.h"
#include "core/hex.h"

#include <algorithm>

namespace catalog {

namespace {

using core::ErrorKind;

const QString kUsualRegion = QStringLiteral("us");
/// Builds that a message names.
constexpr qsizetype kNamed = 8;

QStringList regionsOf(const tact::VersionTable &table)
{
    QStringList regions;
    for (const tact::VersionRow &row : table.rows)
        regions << core::fromUtf8(row.region);
    return regions;
}

QString named(const BuildRecord &build)
{
    return build.row.versionName.empty() ? core::hex(build.row.buildConfig)
                                         : core::fromUtf8(build.row.versionName);
}

core::Result<ChosenBuild> ofRegion(const BuildWish &wish, const tact::VersionTable &table)
{
    const QString region = wish.wantedRegion();
    const auto wanted = wish.region.isEmpty() ? tact::RegionWish::Default : tact::RegionWish::Named;
    const auto row = tact::rowForRegion(table.rows, region.toStdString(), wanted);
    if (!row && table.rows.empty()) {
        return core::failure(ErrorKind::BuildUnknown,
                             QStringLiteral("no version service names a build of %1").arg(wish.product));
    }
    if (!row) {
        return core::failure(ErrorKind::BuildUnknown,
                             QStringLiteral("%1 has no build for the region %2; there are: %3")
                                 .arg(wish.product, region, regionsOf(table).join(QStringLiteral(", "))));
    }
    ChosenBuild chosen{table.rows[*row], {}};
    if (core::fromUtf8(chosen.row.region) != region) {
        chosen.warnings << QStringLiteral("%1 has no build for the region %2; that of %3 is taken")
                               .arg(wish.product, region, core::fromUtf8(chosen.row.region));
    }
    return chosen;
}

/// Of several that fit, one of the region asked for comes first.
std::optional<BuildRecord> bestOf(const QList<BuildRecord> &builds, const BuildWish &wish)
{
    const QString region = wish.wantedRegion();
    const auto isThere = [&](const BuildRecord &build) { return core::fromUtf8(build.row.region) == region; };
    const auto best = std::find_if(builds.begin(), builds.end(), isThere);
    if (best != builds.end())
        return *best;
    return builds.isEmpty() ? std::nullopt : std::optional(builds.first());
}

/// Only its hash is known. A CDN config of today mostly still lists the archives of older builds.
core::Result<ChosenBuild> byHashAlone(const BuildWish &wish, const blte::Digest &config,
                                      const tact::VersionTable &current)
{
    ChosenBuild chosen;
    chosen.row.buildConfig = config;
    if (wish.cdnConfig)
        return chosen;
    const auto today = ofRegion({wish.product, {}, wish.region, {}, wish.usualRegion}, current);
    if (!today) {
        return core::failure(ErrorKind::BuildUnknown,
                             QStringLiteral("the CDN config of build %1 is not known, and %2; give it with "
                                            "--cdn-config")
                                 .arg(core::hex(config), today.error().detail));
    }
    chosen.row.region = today->row.region;
    chosen.row.cdnConfig = today->row.cdnConfig;
    chosen.warnings << today->warnings
                    << QStringLiteral("nobody named the CDN config of build %1; that of %2 is taken, which "
                                      "may lack archives of the build (--cdn-config names another)")
                           .arg(core::hex(config), core::fromUtf8(today->row.versionName));
    return chosen;
}

QString describe(const QList<BuildRecord> &builds)
{
    if (builds.isEmpty())
        return QStringLiteral("none of it is known");
    QStringList names;
    for (const BuildRecord &build : builds)
        names << named(build);
    names.removeDuplicates();
    const QString more = names.size() > kNamed ? QStringLiteral(", …") : QString();
    return QStringLiteral("known are ") + names.first(std::min(names.size(), kNamed)).join(u", ") + more;
}

} // namespace

std::optional<blte::Digest> BuildWish::buildConfig() const
{
    return blte::digestFromHex(build.toStdString());
}

core::Result<ChosenBuild> chooseBuild(const BuildWish &wish, const tact::VersionTable &current,
                                      const QList<BuildRecord> &known)
{
    QList<BuildRecord> all;
    std::copy_if(known.begin(), known.end(), std::back_inserter(all),
                 [&](const BuildRecord &build) { return build.product == wish.product; });
    all = merged(all, wish.product, current, {});

    core::Result<ChosenBuild> chosen = core::failure(ErrorKind::Internal, {});
    const std::optional<BuildRecord> found =
        wish.build.isEmpty() ? std::nullopt : bestOf(matching(all, wish.build), wish);
    const auto hash = wish.buildConfig();
    if (wish.build.isEmpty()) {
        chosen = ofRegion(wish, current);
    } else if (found) {
        chosen = ChosenBuild{found->row, {}};
    } else if (hash) {
        chosen = byHashAlone(wish, *hash, current);
    } else {
        chosen = core::failure(ErrorKind::BuildUnknown,
                               QStringLiteral("%1 has no build \"%2\"; %3")
                                   .arg(wish.product, wish.build.left(80), describe(all)));
    }
    if (chosen && wish.cdnConfig)
        chosen->row.cdnConfig = *wish.cdnConfig;
    return chosen;
}

std::optional<ChosenCdn> chooseCdn(const QString &product, const QString &region, const tact::CdnTable &table)
{
    const QString wanted = region.isEmpty() ? kUsualRegion : region;
    const auto row = tact::rowForRegion(table.rows, wanted.toStdString(), tact::RegionWish::Default);
    if (!row)
        return std::nullopt;
    ChosenCdn chosen{table.rows[*row], {}};
    if (core::fromUtf8(chosen.row.region) != wanted) {
        chosen.warnings << QStringLiteral("%1 has no hosts for the region %2; those of %3 are asked")
                               .arg(product, wanted, core::fromUtf8(chosen.row.region));
    }
    return chosen;
}

} // namespace catalog
