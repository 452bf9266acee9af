#pragma once

#include "core/catalog/filecolumns.h"

namespace catalog {

/// The files of a build by their folders, to be looked through. Made once of a FileTree, which it does not
/// need afterwards.
///
/// Folders have numbers: each one comes before those in it, which come by name; 0 is the topmost. So have
/// files: those of a folder, by name, come before those of the folders in it. All below a folder therefore is
/// one range of numbers. Files without a name are in "unknown", by number or key.
///
/// Memory: each name twice, and for a file 16 bytes and what FileColumns has. Immutable; any thread.
class TreeIndex
{
public:
    using File = FileColumns::File;
    using Folder = quint32;
    struct Range
    {
        quint32 first = 0;
        quint32 end = 0; ///< behind the last one

        quint32 size() const { return end - first; }
        bool has(quint32 number) const { return number >= first && number < end; }
        bool operator==(const Range &) const = default;
    };
    static constexpr Folder kTop = 0;

    /// Walks over the whole tree, so it belongs to a worker thread.
    explicit TreeIndex(const FileTree &tree);

    const QList<LoadWarning> &warnings() const { return m_warnings; } ///< of the tree
    CaseRule caseRule() const { return m_rule; }
    File files() const { return static_cast<File>(m_begins.size() - 1); }
    Folder folders() const { return static_cast<Folder>(m_folders.size()); }

    Range filesIn(Folder folder) const;                     ///< directly
    Range filesBelow(Folder folder) const;                  ///< and in all folders below it
    Range foldersBelow(Folder folder) const;                ///< the folder itself is the first one
    std::span<const Folder> foldersIn(Folder folder) const; ///< directly, by name
    Folder parent(Folder folder) const { return m_folders[folder].parent; } ///< of the topmost: itself
    quint32 rowInParent(Folder folder) const { return m_folders[folder].row; }
    Folder folderOf(File file) const;

    std::string_view folderName(Folder folder) const; ///< of the topmost: none
    std::string folderPath(Folder folder) const;      ///< with "/" between folders and none at its ends
    std::string_view name(File file) const { return textOf(m_names, file); }
    std::string path(File file) const;
    /// With A to Z as a to z. All of them stand one behind the other in lowerNames().
    std::string_view lowerName(File file) const { return textOf(m_lowerNames, file); }
    const std::string &lowerNames() const { return m_lowerNames; }
    /// Where it stands in lowerNames(). Also of files(): their end.
    std::size_t beginOf(File file) const { return m_begins[file]; }

    std::optional<File> find(std::string_view path) const; ///< by the tree's rule of case
    std::optional<Folder> findFolder(std::string_view path) const;

    const FileColumns &columns() const { return m_columns; }
    SelectedFile file(File file) const;

private:
    class Builder;
    struct FolderEntry
    {
        Folder parent = kTop;
        Folder end = 0;         ///< behind the last one below it
        File firstFile = 0;     ///< of those in it
        quint32 row = 0;        ///< among the folders of its parent
        quint32 firstChild = 0; ///< in m_children
        quint32 children = 0;
        std::string name;
    };

    std::string_view textOf(const std::string &texts, File file) const
    {
        return std::string_view(texts).substr(m_begins[file], m_begins[file + 1] - m_begins[file]);
    }
    bool isSame(std::string_view a, std::string_view b) const;

    CaseRule m_rule;
    QList<LoadWarning> m_warnings;
    std::vector<FolderEntry> m_folders;
    std::vector<Folder> m_children;
    std::string m_names;
    std::string m_lowerNames;
    std::vector<std::size_t> m_begins; ///< in both
    FileColumns m_columns;
};

} // namespace catalog
