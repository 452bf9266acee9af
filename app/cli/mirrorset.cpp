#include "app/cli/mirrorset.h"

#include "core/catalog/objectloader.h"

#include <utility>

namespace app {

namespace {

core::Source slicesSource(const core::Source &archive, const catalog::CdnObject &object)
{
    core::Source source = archive;
    source.slice = object.slice;
    source.encodingKey = object.encodingKey;
    return source;
}

} // namespace

void MirrorSet::add(qsizetype number, const MirrorEntry &entry, const QString &folder)
{
    const catalog::CdnObject object = catalog::servedObject(entry.object);
    catalog::CdnHosts others = entry.build->loader->hosts();
    others.diskFolders.removeAll(folder);
    core::Source source;
    if (object.slice) {
        core::Source &archive = m_archives[catalog::filePathOf(others, {}, object).toUtf8()];
        if (archive.mirrors.isEmpty())
            archive = catalog::withFolders(entry.build->loader->sourceOf(object), others, object);
        source = slicesSource(archive, object);
    } else {
        source = catalog::withFolders(entry.build->loader->sourceOf(object), others, object);
    }
    source.name = entry.path();
    m_numbers.insert(source.name, number);
    m_plan.add(source);
}

core::SetPlan MirrorSet::takePlan()
{
    m_archives = {};
    m_plan.arrange();
    return std::exchange(m_plan, {});
}

std::optional<qsizetype> MirrorSet::finish(const QString &name)
{
    const auto found = m_numbers.constFind(name);
    if (found == m_numbers.cend())
        return std::nullopt;
    const qsizetype number = *found;
    m_numbers.erase(found);
    m_errors.remove(name);
    return number;
}

void MirrorSet::fail(const QString &name, const core::Error &error)
{
    if (m_numbers.contains(name))
        m_errors.insert(name, error);
}

QList<MirrorSet::Failure> MirrorSet::failures() const
{
    QList<Failure> all;
    for (auto it = m_numbers.cbegin(); it != m_numbers.cend(); ++it)
        all << Failure{it.value(), m_errors.value(it.key())};
    return all;
}

} // namespace app
