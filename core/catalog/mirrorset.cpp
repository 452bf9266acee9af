#include "core/catalog/mirrorset.h"

#include "core/catalog/objectloader.h"

#include <utility>

namespace catalog {

using core::SetPlan;

bool isOfSet(const MirrorObject &object, const transfer::WholeCipher &cipher)
{
    return object.object.kind == CdnObject::Kind::File && !(object.slice && cipher);
}

MirrorSet::MirrorSet(QString folder)
    : m_folder(std::move(folder))
{
    m_plan.setRaw();
}

void MirrorSet::add(const QString &path, const MirrorObject &object, const MirrorRoute &route)
{
    const CdnObject served = servedObject(object);
    SetPlan::Object planned;
    planned.place = placeOf(filePathOf(route.hosts, {}, served), served, route);
    planned.slice = served.slice;
    planned.encodedSize = object.size.value_or(-1);
    if (object.proof == MirrorObject::Proof::Index) {
        planned.proof = SetPlan::Proof::ByItsIndex;
    } else {
        planned.encodingKey = blte::EncodingKey{object.object.path.hash};
        // What is encrypted comes as it is; a patch that lies by itself is no BLTE.
        const bool isProvenLater = !route.hosts.armadillo.isEmpty() || !served.encodingKey;
        planned.proof = isProvenLater ? SetPlan::Proof::ReadBack : SetPlan::Proof::OnItsWay;
    }
    m_plan.add(path, planned);
    if (object.promise == MirrorObject::Promise::Unlisted)
        m_plan.setOptional();
}

SetPlan::Place MirrorSet::placeOf(const QString &resource, const CdnObject &served, const MirrorRoute &route)
{
    const auto find = [&] {
        CdnHosts others = route.hosts;
        others.diskFolders.removeAll(m_folder);
        return m_plan.placeOf(withFolders(sourceOf(others, served, route.misses), others, served));
    };
    if (!served.slice)
        return find();
    const auto known = m_archives.constFind(resource);
    return known != m_archives.cend() ? *known : *m_archives.insert(resource, find());
}

SetPlan MirrorSet::take(const QList<MirroredBuild> &builds)
{
    m_archives = {};
    m_plan.setClosing(toBytes(builds));
    m_plan.arrange();
    return std::exchange(m_plan, {});
}

} // namespace catalog
