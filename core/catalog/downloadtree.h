#pragma once

#include "core/catalog/filetree.h"
#include "core/tact/downloadmanifest.h"

#include <QByteArray>
#include <memory>

namespace catalog {

/// A download manifest: those of its objects that the tags select. It has no names but keys: "unknown/" and
/// the encoding key.
class DownloadTree final : public FileTree
{
public:
    struct Opened
    {
        std::shared_ptr<const FileTree> tree;
        std::vector<std::string> unknownTags; ///< that the manifest does not have
    };
    /// `name`: for messages.
    static core::Result<Opened> open(QByteArray manifest, const QString &name, const tact::TagQuery &tags);

    QList<LoadWarning> visit(const Visit &visit) const override;

private:
    DownloadTree(QByteArray bytes, tact::DownloadManifest manifest, const tact::TagQuery &tags);

    const QByteArray m_bytes;
    const tact::DownloadManifest m_manifest;
    const tact::TagFilter m_filter;
};

} // namespace catalog
