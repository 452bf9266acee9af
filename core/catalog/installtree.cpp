#include "core/catalog/installtree.h"

#include <algorithm>

namespace catalog {

core::Result<InstallTree::Opened> InstallTree::open(QByteArray bytes, QString name,
                                                    const tact::TagQuery &tags)
{
    auto manifest = tact::InstallManifest::open(core::bytesOf(bytes));
    if (!manifest)
        return core::failure(manifestError(name, manifest.error()));
    const std::shared_ptr<const InstallTree> tree(
        new InstallTree(std::move(bytes), std::move(*manifest), std::move(name), tags));
    return Opened{tree, tree->m_filter.unknown()};
}

InstallTree::InstallTree(QByteArray bytes, tact::InstallManifest manifest, QString name,
                         const tact::TagQuery &tags)
    : m_bytes(std::move(bytes))
    , m_manifest(std::move(manifest))
    , m_name(std::move(name))
    , m_filter(m_manifest.tags(), tags)
{
}

QList<LoadWarning> InstallTree::visit(const Visit &visit) const
{
    tact::Warnings warnings;
    std::string path;
    TreeFile file;
    for (std::size_t i = 0; i < m_manifest.size(); ++i) {
        if (!m_filter.passes(i))
            continue;
        const tact::InstallEntry entry = m_manifest.entry(i);
        if (entry.path.empty()) {
            warnings.add(i, "has no path");
            continue;
        }
        path = entry.path;
        std::replace(path.begin(), path.end(), '\\', '/');
        file.path = path;
        file.contentKey = entry.key.digest;
        file.size = entry.size;
        file.tags.clear();
        addTags(m_manifest.tags(), i, file.tags);
        visit(file);
    }
    return inWords(m_name, QStringLiteral("entry"), warnings);
}

void addTags(const std::vector<tact::Tag> &tags, std::size_t entry, std::vector<std::string_view> &to)
{
    for (const tact::Tag &tag : tags) {
        if (tag.has(entry))
            to.push_back(tag.name);
    }
}

} // namespace catalog
