#include "core/catalog/planbuilder.h"

#include "core/bytes.h"
#include "core/storage/safename.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace catalog {

using core::ErrorKind;
using core::SetPlan;

PlanBuilder::PlanBuilder(CdnHosts hosts, HostMisses misses)
    : m_hosts(std::move(hosts))
    , m_misses(std::move(misses))
{
}

void PlanBuilder::add(const LocatedFiles &files)
{
    m_lost += files.lost;
    for (const LocatedFile &file : files.files)
        add(file);
}

void PlanBuilder::add(const LocatedFile &file)
{
    const auto lose = [&](const core::Error &error) { m_lost << LostFile{file.name, error}; };
    const auto name = storage::safeName(file.name);
    if (!name)
        return lose(name.error());
    if (isTaken(*name)) {
        return lose({ErrorKind::NameRefused,
                     QStringLiteral("another file of the build has the same name on this file system: %1")
                         .arg(*name)});
    }
    const SetPlan::Index number = m_plan.size();
    if (file.objects.isEmpty()) {
        m_plan.add(*name, m_plan.objectOf(emptyFile(*name, m_hosts)));
    } else {
        auto objects = file.isJoined ? partsOf(file) : objectsOf(file.objects.first());
        if (!objects)
            return lose(objects.error());
        if (file.isJoined) {
            m_plan.addJoined(*name, *objects, file.contentKey);
        } else {
            const SetPlan::Object first = objects->takeFirst();
            m_plan.add(*name, first, *objects);
        }
    }
    if (m_priorities)
        m_plan.setPriority(priorityOf(file));
    m_byName.insert(qHash(storage::nameKey(*name)), number);
}

/// That of its most urgent object; empty files are there at once.
int PlanBuilder::priorityOf(const LocatedFile &file) const
{
    int priority = Priorities::kLast;
    for (const FoundFile &found : file.objects) {
        for (const FoundFile::Object &one : found.objects) {
            if (one.object.encodingKey)
                priority = std::min(priority, m_priorities->of(*one.object.encodingKey));
        }
    }
    return file.objects.isEmpty() ? std::numeric_limits<int>::min() : priority;
}

bool PlanBuilder::isTaken(const QString &name) const
{
    const QString key = storage::nameKey(name);
    const auto [first, last] = m_byName.equal_range(qHash(key));
    return std::any_of(first, last,
                       [&](SetPlan::Index file) { return storage::nameKey(m_plan.name(file)) == key; });
}

/// Those that can be asked for somewhere; one at least.
core::Result<PlanBuilder::Objects> PlanBuilder::objectsOf(const FoundFile &found)
{
    Objects objects;
    for (const FoundFile::Object &one : found.objects) {
        const CdnObject &object = one.object;
        if (const auto place = placeOf(object)) {
            objects.append({*place, object.slice, object.encodingKey, object.contentKey,
                            object.encodedSize.value_or(-1), object.decodedSize.value_or(-1)});
        }
    }
    if (objects.isEmpty())
        return core::failure(nowhere(found.objects.first().object));
    return objects;
}

core::Result<PlanBuilder::Objects> PlanBuilder::partsOf(const LocatedFile &file)
{
    Objects parts;
    for (const FoundFile &part : file.objects) {
        const auto objects = objectsOf(part);
        if (!objects)
            return core::failure(objects.error());
        parts << objects->first();
    }
    return parts;
}

/// Empty: there is nobody to ask.
std::optional<SetPlan::Place> PlanBuilder::placeOf(const CdnObject &object)
{
    const auto find = [&]() -> std::optional<SetPlan::Place> {
        const core::Source addresses = withFolders(sourceOf(m_hosts, object, m_misses), m_hosts, object);
        return addresses.mirrors.isEmpty() ? std::nullopt : std::optional(m_plan.placeOf(addresses));
    };
    if (!object.slice)
        return find();
    const QByteArray archive = core::toByteArray(object.path.hash);
    const auto known = m_archives.constFind(archive);
    return known != m_archives.cend() ? *known : *m_archives.insert(archive, find());
}

SetPlan PlanBuilder::take()
{
    m_byName.clear();
    m_archives.clear();
    m_plan.arrange();
    return std::move(m_plan);
}

} // namespace catalog
