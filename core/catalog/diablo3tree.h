#pragma once

#include "core/catalog/filetree.h"

#include <QByteArray>
#include <map>
#include <memory>

namespace catalog {

/// The root manifest of Diablo III, and the objects that it names: folders, each a list of files again. Most
/// files have a number there, and two of the files tell the names. A visit takes some 100 bytes for a name.
class Diablo3Tree final : public FileTree
{
public:
    struct Parts
    {
        QString name; ///< of the root manifest, for messages
        QByteArray root;
        std::map<blte::ContentKey, QByteArray> folders; ///< those that could be had
        QByteArray assetNames;                          ///< CoreTOC.dat; empty where it could not be had
        QByteArray partNames;                           ///< Packages.dat, likewise
    };
    /// Where the names stand, as a path of the tree.
    static constexpr std::string_view kAssetNames = "Base/CoreTOC.dat";
    static constexpr std::string_view kPartNames = "Base/Data_D3/PC/Misc/Packages.dat";

    /// What the root names, "Base" and the like, as paths: the folders, and perhaps files.
    static core::Result<std::map<std::string, blte::ContentKey>> folders(const QByteArray &root,
                                                                         const QString &name);
    /// Whether bytes that the root names are a folder, and not a file.
    static bool isFolder(const QByteArray &bytes);

    /// Files of folders that are not there are left out; what has a number but no name stays without one:
    /// "Base/Unknown/123.xxx".
    static core::Result<std::shared_ptr<const FileTree>> open(Parts parts);

    QList<LoadWarning> visit(const Visit &visit) const override;

private:
    class Names;
    explicit Diablo3Tree(Parts parts);
    tact::Expected<void> visitFolder(const std::string &folder, const QByteArray &bytes, const Names &names,
                                     const Visit &visit) const;

    const Parts m_parts;
};

} // namespace catalog
