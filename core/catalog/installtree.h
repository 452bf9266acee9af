#pragma once

#include "core/catalog/filetree.h"
#include "core/tact/installmanifest.h"

#include <QByteArray>
#include <memory>

namespace catalog {

/// An install manifest: those of its files that the tags select. A path comes as often as entries with it are
/// selected.
class InstallTree final : public FileTree
{
public:
    struct Opened
    {
        std::shared_ptr<const FileTree> tree;
        std::vector<std::string> unknownTags; ///< that the manifest does not have
    };
    /// `name`: for messages.
    static core::Result<Opened> open(QByteArray manifest, QString name, const tact::TagQuery &tags);

    QList<LoadWarning> visit(const Visit &visit) const override;

private:
    InstallTree(QByteArray bytes, tact::InstallManifest manifest, QString name, const tact::TagQuery &tags);

    const QByteArray m_bytes;
    const tact::InstallManifest m_manifest;
    const QString m_name;
    const tact::TagFilter m_filter;
};

/// Names of the tags that an entry has.
void addTags(const std::vector<tact::Tag> &tags, std::size_t entry, std::vector<std::string_view> &to);

} // namespace catalog
