#include "ui/intake/buildoffer.h"

#include "core/bytes.h"
#include "core/catalog/serviceendpoint.h"
#include "core/hex.h"
#include "core/links/productsource.h"

#include <QCoreApplication>
#include <algorithm>

namespace ui {

namespace {

struct BuildOffer
{
    Q_DECLARE_TR_FUNCTIONS(ui::BuildOffer)
};

/// "wow_classic_era 1.15.8.64272 (eu)".
QString nameOf(const tact::InstalledBuild &build)
{
    QStringList words{catalog::productCode(core::fromUtf8(build.product))};
    words << (build.version.empty() ? core::hex(build.buildConfig) : core::fromUtf8(build.version).left(60));
    if (!build.branch.empty())
        words << u'(' + core::fromUtf8(build.branch).left(20) + u')';
    words.removeAll(QString());
    return words.join(u' ');
}

QString keyRemark(const tact::InstalledBuild &build, const blte::KeyStore *keys)
{
    if (build.armadillo.empty() || (keys && keys->findArmadillo(build.armadillo)))
        return {};
    return BuildOffer::tr("%1 is encrypted as a whole, and its key is missing: drop %2.ak here")
        .arg(nameOf(build), core::fromUtf8(build.armadillo).left(60));
}

} // namespace

QString sourceOfBuild(const QString &product, const blte::Digest &buildConfig)
{
    return links::toText({product, core::hex(buildConfig), {}});
}

InstalledReport reportInstalled(const std::vector<tact::InstalledBuild> &builds, const blte::KeyStore *keys)
{
    const bool hasActive =
        std::any_of(builds.begin(), builds.end(), [](const auto &b) { return b.isActive; });
    InstalledReport report;
    QStringList names;
    QStringList sources;
    int left = 0;
    for (const tact::InstalledBuild &build : builds) {
        if (hasActive && !build.isActive) {
            ++left;
            continue;
        }
        const QString product = catalog::productCode(core::fromUtf8(build.product));
        if (product.isEmpty()) {
            report.remarks << BuildOffer::tr("The installed build %1 names no product. Name it yourself: "
                                             "PRODUCT@%2:PATH")
                                  .arg(nameOf(build), core::hex(build.buildConfig));
            continue;
        }
        names << nameOf(build);
        sources << sourceOfBuild(product, build.buildConfig);
        if (const QString remark = keyRemark(build, keys); !remark.isEmpty())
            report.remarks << remark;
    }
    if (left > 0)
        report.remarks << BuildOffer::tr("%Ln installed build(s) left out that are not active", nullptr,
                                         left);
    if (!sources.isEmpty())
        report.offer =
            Offer{BuildOffer::tr("An installed game: %1").arg(names.join(QStringLiteral(", "))), sources, {}};
    return report;
}

Offer offerOf(const catalog::BuildRecord &build)
{
    const QString version = core::fromUtf8(build.row.versionName);
    return {BuildOffer::tr("%1 is the build config of %2 %3")
                .arg(core::hex(build.row.buildConfig), build.product, version),
            {sourceOfBuild(build.product, build.row.buildConfig)},
            {}};
}

} // namespace ui
