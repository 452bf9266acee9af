#pragma once

#include "core/catalog/treeindex.h"
#include "core/fileselection.h"

namespace catalog {

/// Which files of a TreeIndex are checked, file by file and folder by folder. A value; thread-safe as values
/// are. A change takes time by the files below what is changed, and none by those of the build.
class TreeChecks
{
public:
    using File = TreeIndex::File;
    using Folder = TreeIndex::Folder;
    enum class State { None, Some, All };

    explicit TreeChecks(std::shared_ptr<const TreeIndex> index);

    bool isChecked(File file) const { return m_checked[file]; }
    State state(Folder folder) const; ///< None of an empty one
    void setFile(File file, bool isChecked);
    /// Likewise, of any number; takes time by these and by the folders of the build.
    void setFiles(std::span<const File> files, bool isChecked);
    void setFolder(Folder folder, bool isChecked);
    void clear() { setFolder(TreeIndex::kTop, false); }

    struct Total
    {
        File files = 0;
        qint64 size = 0; ///< decoded, bytes, of the files whose size the manifest has
        File ofUnknownSize = 0;
        qint64 encodedSize = 0; ///< likewise
        File ofUnknownEncodedSize = 0;
        File encrypted = 0; ///< that are known to be

        bool operator==(const Total &) const = default;
    };
    const Total &total() const { return m_total; }

    /// The same as a selection: folders that are checked as a whole, and single files; many files without a
    /// folder by their numbers, where they have some. What is not checked but has the path of something that
    /// is, is in it. Something must be checked. Walks over all that is checked.
    core::FileSelection selection() const;

private:
    void change(File file, bool isChecked);
    void countAnew();
    bool isNamed(Folder folder) const;
    void collectFiles(Folder folder, QStringList &paths, std::vector<quint32> &ids) const;

    std::shared_ptr<const TreeIndex> m_index;
    std::vector<bool> m_checked;
    std::vector<File> m_below; ///< checked files below each folder
    Total m_total;
};

} // namespace catalog
