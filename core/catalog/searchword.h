#pragma once

#include "core/catalog/glob.h"
#include "core/catalog/treeindex.h"

#include <atomic>

namespace catalog {

/// One word of a FileQuery, made ready to be held against the files of an index, which outlives it.
/// Immutable; any thread.
class SearchWord
{
public:
    /// The words of a query's text. They are parted by blanks, but for those between quotes; a quote without
    /// an end reaches up to the end.
    static std::vector<SearchWord> wordsOf(const TreeIndex &index, const QString &text);

    /// Sets the bit of each file in `range` that has the word; bit 0 is that of the first one. `isCancelled`
    /// is looked at now and then.
    void mark(TreeIndex::Range range, std::vector<bool> &marks, const std::atomic<bool> &isCancelled) const;

private:
    SearchWord(const TreeIndex &index, std::string text, bool isQuoted);

    enum class Kind {
        Text,     ///< in a name, or in that of a folder; also a number or a key
        PathText, ///< across folders
        NameGlob,
        PathGlob
    };
    class Marks;

    static Kind kindOf(const std::string &text, bool isGlob);
    void findFolders();
    void readFacts();
    void markFolders(Marks &marks) const;
    void markNames(Marks &marks) const;
    void markFacts(Marks &marks) const;
    bool hasFact(TreeIndex::File file) const;

    const TreeIndex *m_index;
    std::string m_text; ///< lower case
    Kind m_kind;
    Glob m_glob;
    std::vector<TreeIndex::Range> m_inFolders; ///< of files in folders that have it, ascending
    std::optional<quint64> m_number;
    QByteArray m_key;
};

} // namespace catalog
