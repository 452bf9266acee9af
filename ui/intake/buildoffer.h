#pragma once

#include "core/blte/keystore.h"
#include "core/catalog/buildrecord.h"
#include "ui/intake/offer.h"

#include <optional>

namespace ui {

/// What is said of the builds of an installed game, and what of them can be used. Pure.
struct InstalledReport
{
    std::optional<Offer> offer; ///< those whose product is named
    QStringList remarks;        ///< one sentence each
};
/// Where some are active, the others are only counted. `keys` may be null.
InstalledReport reportInstalled(const std::vector<tact::InstalledBuild> &builds, const blte::KeyStore *keys);

/// "HEX is the build config of wow 1.2.3".
Offer offerOf(const catalog::BuildRecord &build);

/// `PRODUCT@BUILD:`.
QString sourceOfBuild(const QString &product, const blte::Digest &buildConfig);

} // namespace ui
