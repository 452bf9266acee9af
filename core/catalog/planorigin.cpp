#include "core/catalog/planorigin.h"

#include "core/bytes.h"
#include "core/catalog/objectloader.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QDateTime>
#include <QFileInfo>
#include <QIODevice>

namespace catalog {

namespace {

/// Goes up whenever the same facts give another plan.
constexpr quint32 kPlanning = 1;

QDataStream &operator<<(QDataStream &out, const std::optional<tact::TagQuery> &tags)
{
    out << tags.has_value();
    const tact::TagQuery query = tags.value_or(tact::TagQuery());
    for (const auto &names : {query.wanted, query.excluded}) {
        out << static_cast<quint32>(names.size());
        for (const std::string &name : names)
            out << QByteArray::fromStdString(name);
    }
    return out;
}

QDataStream &operator<<(QDataStream &out, const CdnHosts &hosts)
{
    out << hosts.folder << hosts.armadillo << hosts.diskFolders << static_cast<quint32>(hosts.hosts.size());
    for (const CdnHost &host : hosts.hosts)
        out << host.base << static_cast<int>(host.rank);
    return out;
}

QDataStream &operator<<(QDataStream &out, const TreeWishes &wishes)
{
    const QFileInfo listfile(wishes.listfile);
    return out << (wishes.manifest ? static_cast<int>(*wishes.manifest) : -1) << wishes.locale << wishes.tags
               << wishes.usualTags << wishes.listfile << listfile.size() << listfile.lastModified();
}

} // namespace

PlanFacts factsFor(const OpenBuild &build, const TreeWishes &wishes)
{
    PlanFacts facts;
    facts.buildConfig = build.build->name;
    facts.cdnConfig = build.build->cdnName;
    facts.hosts = build.loader->hosts();
    facts.tree = wishes;
    return facts;
}

QByteArray originOf(const PlanFacts &facts)
{
    QByteArray text;
    QDataStream out(&text, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << kPlanning << facts.selection << static_cast<int>(facts.plan.form)
        << static_cast<int>(facts.plan.sequence) << static_cast<int>(facts.plan.copies)
        << core::toByteArray(facts.buildConfig) << core::toByteArray(facts.cdnConfig) << facts.hosts
        << facts.tree;
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256);
}

} // namespace catalog
