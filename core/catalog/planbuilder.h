#pragma once

#include "core/catalog/cdnhosts.h"
#include "core/catalog/filebatches.h"
#include "core/catalog/hostmisses.h"
#include "core/catalog/priorities.h"
#include "core/setplan.h"

#include <QHash>
#include <QMultiHash>

namespace catalog {

/// Puts files of a build into the plan of a set, and leaves out what cannot be fetched or cannot have its
/// name in a folder of the disk.
///
/// Blocks on the disk where the hosts have folders there. For one thread at a time.
class PlanBuilder
{
public:
    /// `misses`: of the hosts so far.
    PlanBuilder(CdnHosts hosts, HostMisses misses);

    /// The objects are kept as they are served. Before the first add().
    void setRaw() { m_plan.setRaw(); }
    void setLinked() { m_plan.setLinked(); }
    /// The most urgent files come first. Likewise.
    void setPriorities(Priorities priorities) { m_priorities = std::move(priorities); }
    void add(const LocatedFiles &files);
    const QList<LostFile> &lost() const { return m_lost; }
    /// The plan, in the order of fetching. The builder has none from now on.
    core::SetPlan take();

private:
    using Objects = QList<core::SetPlan::Object>;

    void add(const LocatedFile &file);
    bool isTaken(const QString &name) const;
    core::Result<Objects> objectsOf(const FoundFile &found);
    core::Result<Objects> partsOf(const LocatedFile &file);
    std::optional<core::SetPlan::Place> placeOf(const CdnObject &object);
    int priorityOf(const LocatedFile &file) const;

    const CdnHosts m_hosts;
    const HostMisses m_misses;
    std::optional<Priorities> m_priorities;
    core::SetPlan m_plan;
    QList<LostFile> m_lost;
    QMultiHash<size_t, core::SetPlan::Index> m_byName; ///< by the hash of what the file system tells it by
    QHash<QByteArray, std::optional<core::SetPlan::Place>> m_archives; ///< by their names
};

} // namespace catalog
