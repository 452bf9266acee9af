#pragma once

#include "core/catalog/selectedfile.h"
#include "core/catalog/selectionfilter.h"

#include <memory>
#include <vector>

namespace catalog {

/// A file that is not the same in two builds. A value.
struct Difference
{
    enum class Kind { Added, Removed, Changed };
    Kind kind = Kind::Added;
    std::optional<SelectedFile> before; ///< empty: it was not there
    std::optional<SelectedFile> after;  ///< empty: it is gone
};

/// Which files two builds do not have in common, by what their manifests say: nothing is fetched for it.
///
/// A file is the same one by its path, compared as the trees compare paths, or, without one, by its file data
/// id. It is unchanged where its content keys agree; where a manifest has none, its encoding keys, so that a
/// file that was only encoded anew counts as changed; where one tree has these and the other those, its
/// sizes. Of a path that a tree has several times all versions count: one more is a change.
///
/// Made on a worker thread: it walks over both trees. A value; thread-safe as values are. Memory: 24 bytes
/// for each file of both trees while it is made (and as much again while the list of them grows), 8 for each
/// difference afterwards.
class TreeComparison
{
public:
    using Tree = std::shared_ptr<const FileTree>;
    TreeComparison(Tree before, Tree after, SelectionFilter filter = {});

    struct Count
    {
        qint64 files = 0;
        qint64 bytes = 0;         ///< decoded, of those whose size is known
        qint64 ofUnknownSize = 0; ///< files whose manifest does not tell it
    };
    const Count &added() const { return m_addedCount; }
    const Count &removed() const { return m_removedCount; }
    const Count &changed() const { return m_changedCount; } ///< as they are after it
    const Count &same() const { return m_sameCount; }
    qint64 differences() const { return added().files + removed().files + changed().files; }
    /// Of both trees.
    const QList<LoadWarning> &warnings() const { return m_warnings; }

    /// Calls for each difference once: what is added and changed in the order in which the later tree has it,
    /// then what is removed. Walks over the trees again, and takes 72 bytes for a file that is changed.
    using Visit = std::function<void(const Difference &difference)>;
    void visit(const Visit &visit) const;

private:
    struct Row;
    class Reader;
    using Names = std::vector<std::uint64_t>; ///< hashes of names, ascending

    void compare(const std::vector<Row> &before, const std::vector<Row> &after);
    void visitAfter(const Visit &visit) const;
    void visitRemoved(const Visit &visit) const;

    Tree m_before;
    Tree m_after;
    SelectionFilter m_filter;
    CaseRule m_rule;
    Names m_added;
    Names m_removed;
    Names m_changed;
    Count m_addedCount;
    Count m_removedCount;
    Count m_changedCount;
    Count m_sameCount;
    QList<LoadWarning> m_warnings;
};

} // namespace catalog
