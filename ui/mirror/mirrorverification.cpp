#include "ui/mirror/mirrorverification.h"

#include "ui/background.h"

#include <QSet>
#include <utility>

namespace ui {

using catalog::MirrorCheck;

MirrorVerification::MirrorVerification(const CatalogAccess &access, QString folder)
    : m_folder(std::move(folder))
    , m_products(catalog::onlyMirror(access.means, m_folder), access.wishes)
    , m_check(access.means.services, m_products, m_folder)
{
    connect(&m_check.planning(), &catalog::MirrorPlanning::lost, this,
            [this](const QString &name, const core::Error &error) {
                ++m_totals.unopened;
                Q_EMIT foundWrong(name, {error});
            });
    connect(&m_check, &MirrorCheck::planned, this, &MirrorVerification::onPlanned);
    connect(&m_check, &MirrorCheck::checked, this, &MirrorVerification::onChecked);
    connect(&m_check, &MirrorCheck::finished, this, &MirrorVerification::ended);
}

MirrorVerification::~MirrorVerification() = default;

void MirrorVerification::start()
{
    using Wishes = core::Result<QList<catalog::MirrorWish>>;
    inBackground([folder = m_folder] { return catalog::buildsOfMirror(folder); }, this,
                 [this](const Wishes &wishes) {
                     if (wishes)
                         m_check.start(*wishes);
                     else
                         Q_EMIT failed(wishes.error());
                 });
}

void MirrorVerification::onPlanned(const catalog::MirrorPlan &plan)
{
    m_plan = plan;
    m_totals.objects = plan.entries.size();
    m_totals.bytes = plan.bytes + plan.unlistedBytes;
}

void MirrorVerification::onChecked(const catalog::MirrorEntry &entry, MirrorCheck::Finding finding,
                                   const QList<core::Error> &wrong)
{
    m_totals.bytesRead += entry.object.size.value_or(0);
    switch (finding) {
    case MirrorCheck::Finding::Whole:
        ++m_totals.whole;
        break;
    case MirrorCheck::Finding::Absent:
        ++m_totals.absent;
        break;
    case MirrorCheck::Finding::Wrong:
        ++m_totals.wrong;
        m_healing.add(entry);
        Q_EMIT foundWrong(entry.path(), wrong);
        break;
    }
}

QList<ProductRequest> MirrorVerification::healing() const
{
    QList<ProductRequest> requests;
    for (const catalog::MirrorWish &wish : m_healing.wishes(m_plan)) {
        ProductRequest request;
        request.source = {wish.build.product, wish.build.build,
                          wish.selection.value_or(core::FileSelection())};
        request.folder = m_folder;
        request.keep = links::Keep::Mirror;
        requests << request;
    }
    return requests;
}

std::vector<tact::InstalledBuild> MirrorVerification::builds() const
{
    QSet<const catalog::Build *> seen;
    std::vector<tact::InstalledBuild> builds;
    for (const catalog::MirrorEntry &entry : m_plan.entries) {
        const catalog::Build &of = *entry.build->build;
        if (seen.contains(&of))
            continue;
        seen.insert(&of);
        tact::InstalledBuild build;
        build.product = of.product.toStdString();
        build.branch = of.region.toStdString();
        build.buildConfig = of.name;
        build.cdnConfig = of.cdn.selectionOf.value_or(of.cdnName); // not one that only this mirror has
        build.keyRing = of.row.keyRing;
        build.version = of.version.toStdString();
        builds.push_back(std::move(build));
    }
    return builds;
}

} // namespace ui
