#include "core/catalog/folderlisting.h"

#include "core/catalog/pathpattern.h"
#include "core/tact/text.h"

#include <algorithm>
#include <map>

namespace catalog {

namespace {

/// Counts the files of folders by name. Files of one folder mostly come one behind the other.
class FolderCounts
{
public:
    explicit FolderCounts(CaseRule rule)
        : m_rule(rule)
    {
    }

    void count(std::string_view name)
    {
        if (m_last == nullptr || name != m_lastName) {
            m_lastName = name;
            Folder &folder = m_folders[m_rule == CaseRule::Insensitive ? tact::lowerCase(name) : m_lastName];
            // Of several ways to write it one that does not depend on the order.
            if (folder.name.empty() || name < folder.name)
                folder.name = name;
            m_last = &folder;
        }
        ++m_last->files;
    }

    QList<FolderListing::Folder> folders() const
    {
        QList<FolderListing::Folder> folders;
        for (const auto &[key, folder] : m_folders)
            folders.append({QString::fromStdString(folder.name), folder.files});
        return folders;
    }

private:
    struct Folder
    {
        std::string name;
        qint64 files = 0;
    };
    CaseRule m_rule;
    std::map<std::string, Folder> m_folders;
    std::string m_lastName;
    Folder *m_last = nullptr;
};

} // namespace

core::Result<FolderListing> listFolder(const FileTree &tree, const QString &folder, const QString &product)
{
    const CaseRule rule = tree.caseRule();
    const PathPattern pattern(folder.toStdString(), rule);
    const std::string &top = pattern.path();
    const bool isUnknown = isSamePath(top, kUnknownFolder, CaseRule::Insensitive);
    FolderListing listing;
    FolderCounts counts(rule);
    listing.warnings = tree.visit([&](const TreeFile &file) {
        if (file.path.empty()) {
            if (isUnknown)
                listing.files.append(selected(file));
            else if (top.empty())
                counts.count(kUnknownFolder);
            return;
        }
        if (!isBelow(file.path, top, rule))
            return;
        const std::string_view rest = file.path.substr(top.empty() ? 0 : top.size() + 1);
        const std::size_t slash = rest.find('/');
        if (slash == std::string_view::npos)
            listing.files.append(selected(file));
        else
            counts.count(rest.substr(0, slash));
    });
    listing.folders = counts.folders();
    if (listing.folders.isEmpty() && listing.files.isEmpty())
        return core::failure(core::ErrorKind::NotInBuild,
                             QStringLiteral("%1 has no folder \"%2\"").arg(product, folder));
    std::stable_sort(listing.files.begin(), listing.files.end(), isBefore);
    return listing;
}

} // namespace catalog
