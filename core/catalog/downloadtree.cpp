#include "core/catalog/downloadtree.h"

#include "core/catalog/installtree.h"
#include "core/catalog/pathpattern.h"

namespace catalog {

core::Result<DownloadTree::Opened> DownloadTree::open(QByteArray bytes, const QString &name,
                                                      const tact::TagQuery &tags)
{
    auto manifest = tact::DownloadManifest::open(core::bytesOf(bytes));
    if (!manifest)
        return core::failure(manifestError(name, manifest.error()));
    const std::shared_ptr<const DownloadTree> tree(
        new DownloadTree(std::move(bytes), std::move(*manifest), tags));
    return Opened{tree, tree->m_filter.unknown()};
}

DownloadTree::DownloadTree(QByteArray bytes, tact::DownloadManifest manifest, const tact::TagQuery &tags)
    : m_bytes(std::move(bytes))
    , m_manifest(std::move(manifest))
    , m_filter(m_manifest.tags(), tags)
{
}

QList<LoadWarning> DownloadTree::visit(const Visit &visit) const
{
    std::string path;
    TreeFile file;
    for (std::size_t i = 0; i < m_manifest.size(); ++i) {
        if (!m_filter.passes(i))
            continue;
        const tact::DownloadEntry entry = m_manifest.entry(i);
        path.assign(kUnknownFolder).append("/").append(blte::toHex(entry.key.digest));
        file.path = path;
        file.encodingKey = entry.key.digest;
        file.encodedSize = entry.encodedSize;
        file.tags.clear();
        addTags(m_manifest.tags(), i, file.tags);
        visit(file);
    }
    return {};
}

} // namespace catalog
