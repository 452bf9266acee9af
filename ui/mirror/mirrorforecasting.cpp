#include "ui/mirror/mirrorforecasting.h"

#include "core/bytes.h"
#include "core/hex.h"
#include "ui/background.h"
#include "ui/errortext.h"
#include "ui/intake/freespace.h"

#include <utility>

namespace ui {

namespace {

/// What is there is not fetched to be looked at.
catalog::BuildOpening::Means withFolder(catalog::BuildOpening::Means means, const QString &folder)
{
    means.hosts.diskFolders << folder;
    return means;
}

QString nameOf(const catalog::MirroredBuild &build)
{
    const QString version = core::fromUtf8(build.row.versionName);
    return build.product + u' ' + (version.isEmpty() ? core::hex(build.row.buildConfig) : version);
}

} // namespace

MirrorForecasting::MirrorForecasting(const CatalogAccess &access, const catalog::MirrorWish &wish,
                                     QString folder)
    : m_wish(wish)
    , m_folder(std::move(folder))
    , m_products(withFolder(access.means, m_folder), access.wishes)
    , m_planning(access.means.services, m_products, {}, m_folder)
{
    connect(&m_planning, &catalog::MirrorPlanning::lost, this,
            [this](const QString &name, const core::Error &error) {
                m_forecast.problems << name + QStringLiteral(": ") + errorLine(error);
            });
    connect(&m_planning, &catalog::MirrorPlanning::foundWhole, this, [this](const catalog::Build &build) {
        m_forecast.problems << tr("The mirror has all of build %1 of %2, and so every file of it")
                                   .arg(build.version, build.product);
    });
    connect(&m_products, &catalog::OpenProducts::warned, this,
            [this](const catalog::LoadWarning &warning) { m_forecast.problems << warningLine(warning); });
}

void MirrorForecasting::start()
{
    m_planning.start({m_wish}, [this](const catalog::MirrorPlan &plan) { count(plan); });
}

void MirrorForecasting::count(const catalog::MirrorPlan &plan)
{
    for (const catalog::MirroredBuild &build : plan.builds)
        m_forecast.builds << nameOf(build);
    m_forecast.objects = plan.entries.size() - plan.unlisted;
    m_forecast.bytes = plan.bytes;
    m_forecast.ofUnknownSize = plan.ofUnknownSize;
    m_forecast.unlisted = plan.unlisted;
    m_forecast.unlistedBytes = plan.unlistedBytes;
    const auto look = [folder = m_folder, files = catalog::filesOf(plan)] {
        return std::pair(catalog::presentIn(folder, files), freeBytes(folder));
    };
    inBackground(look, this, [this](const std::pair<catalog::MirrorPresence, qint64> &found) {
        m_forecast.present = found.first;
        m_forecast.free = found.second;
        m_forecast.problems.removeDuplicates();
        Q_EMIT ended(m_forecast);
    });
}

} // namespace ui
