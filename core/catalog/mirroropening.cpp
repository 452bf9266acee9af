#include "core/catalog/mirroropening.h"

#include "core/async.h"
#include "core/catalog/objectloader.h"
#include "core/catalog/setplanner.h"
#include "core/storage/setfolder.h"
#include "core/transfer/transferservices.h"

#include <QDir>
#include <QFile>
#include <QStringBuilder>
#include <utility>

namespace catalog {

namespace {

QString indexOf(const QString &folder, const QString &archive)
{
    return folder % u'/' % archive % QStringLiteral(".index");
}

MirrorRoute routeOf(const ObjectLoader &loader)
{
    MirrorRoute route{loader.hosts(), loader.misses()};
    if (loader.isOffline())
        route.hosts.hosts.clear();
    return route;
}

} // namespace

QString mirrorText(const QString &label)
{
    return QStringLiteral("mirror ") + label;
}

MirrorOpening::MirrorOpening(transfer::TransferServices &services, OpenProducts &products, Order order,
                             QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_order(std::move(order))
    , m_planning(services, products, m_order.shard, m_order.folder)
    , m_basis(services, m_order.folder)
{
}

void MirrorOpening::plan(MirrorPlanning::Done done)
{
    m_planning.start(m_order.wishes, std::move(done));
}

void MirrorOpening::prepare(const MirrorPlan &plan, Prepared prepared)
{
    m_prepared = std::move(prepared);
    const auto onEnded = [this](const MirrorEntry &entry, const MirrorBasis::End &end) {
        Q_EMIT ended(entry, end);
    };
    m_basis.start(plan, onEnded, [this, plan] { makeSet(plan); });
}

void MirrorOpening::makeSet(const MirrorPlan &plan)
{
    // No builds go to another thread: they are this one's to delete.
    struct Wanted
    {
        QString path;
        MirrorObject object;
        const OpenBuild *build = nullptr; ///< as a name
    };
    QHash<const OpenBuild *, MirrorRoute> routes;
    QList<MirrorEntry> entries;
    QList<Wanted> wanted;
    for (const MirrorEntry &entry : plan.entries) {
        if (!isOfSet(entry.object, entry.cipher(m_services.keys.get())))
            continue;
        entries << entry;
        wanted << Wanted{entry.path(), entry.object, entry.build.get()};
        if (!routes.contains(entry.build.get()))
            routes.insert(entry.build.get(), routeOf(*entry.build->loader));
    }
    const auto make = [wanted, routes, folder = m_order.folder, builds = plan.builds] {
        Made made;
        MirrorSet set(folder);
        for (qsizetype number = 0; number < wanted.size(); ++number) {
            const Wanted &one = wanted[number];
            const bool isArchive = one.object.proof == MirrorObject::Proof::Index;
            if (isArchive && !QFile::exists(indexOf(folder, one.path)))
                made.withoutIndex << number;
            else
                set.add(one.path, one.object, *routes.constFind(one.build));
        }
        made.plan = std::make_shared<const core::SetPlan>(set.take(builds));
        return made;
    };
    core::runIn(m_services.lookups(), make, this, [this, entries](const Made &made) {
        for (const qsizetype number : made.withoutIndex) {
            Q_EMIT ended(entries[number],
                         {false,
                          {core::ErrorKind::CdnExhausted,
                           QStringLiteral("its index could not be had, and nothing else proves it")}});
        }
        keep(made.plan);
    });
}

/// The disk gets the plan before anybody is to fetch by it.
void MirrorOpening::keep(const std::shared_ptr<const core::SetPlan> &plan)
{
    Row row;
    row.source.set = mirrorText(m_order.label);
    row.source.name = mirrorText(setName(m_order.label));
    row.files = plan->size();
    row.encodedSize = plan->expectedSize();
    const auto write = [plan, folder = m_order.folder, name = row.source.name] {
        return QDir().mkpath(folder)
                   ? storage::SetFolder::create(folder + u'/' + name, *plan)
                   : core::Result<void>(core::failure(core::ErrorKind::FolderMissing, folder));
    };
    core::runOn(m_services.disk(), write, this, [this, row](const core::Result<void> &written) {
        std::exchange(m_prepared, {})(written.map([&] { return row; }));
    });
}

} // namespace catalog
