#include "core/catalog/diablo3tree.h"

#include "core/tact/diablo3root.h"
#include "core/tact/text.h"

#include <algorithm>
#include <unordered_map>

namespace catalog {

namespace {

/// There are fewer than 20.
constexpr std::size_t kMostFolders = 256;

std::string withSlashes(std::string path)
{
    std::replace(path.begin(), path.end(), '\\', '/');
    return path;
}

} // namespace

/// The names of what has a number in the folders.
class Diablo3Tree::Names
{
public:
    Names(const Parts &parts, tact::Warnings &warnings)
    {
        if (!parts.assetNames.isEmpty()) {
            const auto read = tact::visitDiablo3Assets(
                core::bytesOf(parts.assetNames),
                [this](const tact::Diablo3Asset &asset) { m_assets.emplace(asset.asset, asset); }, warnings);
            if (!read)
                warnings.add(read.error().where, "of CoreTOC.dat ends it: " + read.error().text);
        }
        if (parts.partNames.isEmpty())
            return;
        const auto read =
            tact::visitDiablo3Packages(core::bytesOf(parts.partNames), [this](std::string_view name) {
                const std::size_t dot = name.rfind('.');
                if (dot != std::string_view::npos)
                    m_suffixes.emplace(keyOf(name.substr(0, dot)), name.substr(dot));
            });
        if (!read)
            warnings.add(read.error().where, "of Packages.dat ends it: " + read.error().text);
    }

    /// With "\" between folders.
    std::string pathOf(const tact::Diablo3Entry &entry) const
    {
        if (!entry.asset)
            return std::string(entry.name);
        const std::string number = std::to_string(*entry.asset);
        const auto known = m_assets.find(*entry.asset);
        const tact::Diablo3Asset asset =
            known != m_assets.end() ? known->second : tact::Diablo3Asset{0, *entry.asset, number};
        std::string path = tact::diablo3Path(asset, entry.part);
        if (!entry.part)
            return path;
        const std::size_t dot = path.rfind('.');
        const auto suffix = m_suffixes.find(keyOf(std::string_view(path).substr(0, dot)));
        if (suffix != m_suffixes.end())
            path.replace(dot, std::string::npos, suffix->second);
        return path;
    }

private:
    static std::string keyOf(std::string_view path) { return withSlashes(tact::lowerCase(path)); }

    // Names are in the bytes of the parts.
    std::unordered_map<std::uint32_t, tact::Diablo3Asset> m_assets;
    std::unordered_map<std::string, std::string_view> m_suffixes; ///< with its dot, by all before it
};

core::Result<std::map<std::string, blte::ContentKey>> Diablo3Tree::folders(const QByteArray &root,
                                                                           const QString &name)
{
    std::map<std::string, blte::ContentKey> folders;
    const auto read = tact::visitDiablo3Root(core::bytesOf(root), [&](const tact::Diablo3Entry &entry) {
        if (folders.size() < kMostFolders)
            folders.emplace(withSlashes(std::string(entry.name)), entry.key);
    });
    if (!read)
        return core::failure(manifestError(name, read.error()));
    return folders;
}

bool Diablo3Tree::isFolder(const QByteArray &bytes)
{
    return bytes.startsWith("\x87\xFE\xF1\xEA");
}

Diablo3Tree::Diablo3Tree(Parts parts)
    : m_parts(std::move(parts))
{
}

core::Result<std::shared_ptr<const FileTree>> Diablo3Tree::open(Parts parts)
{
    if (const auto read = folders(parts.root, parts.name); !read)
        return core::failure(read.error());
    return std::shared_ptr<const FileTree>(new Diablo3Tree(std::move(parts)));
}

QList<LoadWarning> Diablo3Tree::visit(const Visit &visit) const
{
    tact::Warnings warnings;
    const Names names(m_parts, warnings);
    QList<LoadWarning> words = inWords(m_parts.name, QStringLiteral("byte"), warnings);
    const auto named = folders(m_parts.root, m_parts.name); // has gone well once
    for (const auto &[folder, key] : *named) {
        const auto bytes = m_parts.folders.find(key);
        if (bytes == m_parts.folders.end())
            continue;
        if (isFolder(bytes->second)) {
            if (const auto read = visitFolder(folder, bytes->second, names, visit); !read)
                words.append(
                    {QStringLiteral("%1, folder %2").arg(m_parts.name, QString::fromStdString(folder)),
                     {},
                     QString::fromStdString(read.error().text)});
            continue;
        }
        TreeFile file;
        file.path = folder;
        file.contentKey = key.digest;
        visit(file);
    }
    return words;
}

tact::Expected<void> Diablo3Tree::visitFolder(const std::string &folder, const QByteArray &bytes,
                                              const Names &names, const Visit &visit) const
{
    return tact::visitDiablo3Folder(core::bytesOf(bytes), [&](const tact::Diablo3Entry &entry) {
        const std::string path = withSlashes(folder + '/' + names.pathOf(entry));
        TreeFile file;
        file.path = path;
        file.contentKey = entry.key.digest;
        visit(file);
    });
}

} // namespace catalog
