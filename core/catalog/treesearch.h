#pragma once

#include "core/catalog/treeindex.h"

#include <atomic>

namespace catalog {

/// Which files of a TreeIndex are looked for. A value.
struct FileQuery
{
    /// Words that all have to stand in the path, whatever their case; one with "/" across folders, one in
    /// quotes with its blanks. A word with `*`, `?` or `[…]` is a Glob, of the file's name or, with "/", of
    /// the end of the path. A number is also a file data id, 32 hex digits are also a key. Empty: all.
    QString text;
    QString suffix; ///< of the name, without the point and whatever its case; empty: any
    enum class Encryption { Any, Encrypted, Clear };
    Encryption encryption = Encryption::Any;
    std::optional<std::size_t> tag;     ///< by its number in FileColumns::tags()
    quint32 locales = 0;                ///< bits, one of which it has; 0: any
    std::optional<qint64> leastSize;    ///< decoded, bytes; files of an unknown size do not have it
    std::optional<qint64> greatestSize; ///< likewise
    /// By number; only those that are set. Null: all.
    std::shared_ptr<const std::vector<bool>> among;

    bool isEmpty() const { return *this == FileQuery(); }
    bool operator==(const FileQuery &) const = default;
};

enum class FileOrder { Path, Name, Size, EncodedSize, FileDataId };

/// The files that fit, by path, or in another order and by path within that. `isCancelled` may be set on any
/// thread; then the answer is incomplete and comes soon. Takes some tens of milliseconds for a million files,
/// on as many threads as there are processors, so it belongs to a worker thread; memory is 4 bytes for each
/// file found.
std::vector<TreeIndex::File> findFiles(const TreeIndex &index, const FileQuery &query,
                                       const std::atomic<bool> &isCancelled,
                                       FileOrder order = FileOrder::Path,
                                       Qt::SortOrder direction = Qt::AscendingOrder);

/// The suffixes that most files have, the commonest first: "blp". At most `most`.
QStringList commonSuffixes(const TreeIndex &index, qsizetype most);

} // namespace catalog
