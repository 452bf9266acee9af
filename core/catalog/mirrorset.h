#pragma once

#include "core/catalog/mirrorplanning.h"
#include "core/setplan.h"

namespace catalog {

/// The hosts of a build, for work on another thread. A value.
struct MirrorRoute
{
    CdnHosts hosts;
    HostMisses misses;
};

/// Whether an object of a mirror is fetched with its set, or before it (MirrorBasis): what others are proven
/// by, and what is encrypted anew on its way into the mirror. `cipher`: of the object. Pure.
bool isOfSet(const MirrorObject &object, const transfer::WholeCipher &cipher);

/// The plan of a mirror's objects: each lies under the path that a CDN has it under, and is kept as it is
/// served.
///
/// Blocks on the disk where the hosts have folders there. For one thread at a time.
class MirrorSet
{
public:
    /// `folder` of the mirror, which is not asked for what it lacks.
    explicit MirrorSet(QString folder);

    /// `path` of the object below the mirror's folder. Which are added is the caller's to say (isOfSet()).
    void add(const QString &path, const MirrorObject &object, const MirrorRoute &route);
    /// Once. `builds`: what the mirror's tables name when all of them have ended.
    core::SetPlan take(const QList<MirroredBuild> &builds);

private:
    core::SetPlan::Place placeOf(const QString &resource, const CdnObject &served, const MirrorRoute &route);

    const QString m_folder;
    core::SetPlan m_plan;
    QHash<QString, core::SetPlan::Place> m_archives; ///< by path: the slices of one share its addresses
};

} // namespace catalog
