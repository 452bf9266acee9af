#pragma once

#include "core/error.h"
#include "core/tact/archiveindex.h"

#include <QTemporaryFile>
#include <array>
#include <compare>
#include <functional>
#include <memory>

namespace cache {

/// Index entries, put in order on the disk: sorted in memory by some hundred thousand, then merged. Holds 16
/// MiB of them, and what is larger than that waits in a file without a name. Not thread-safe.
class SortedRows
{
public:
    /// The temporary file lies in `folder`, which is made when it is needed.
    explicit SortedRows(QString folder);
    Q_DISABLE_COPY_MOVE(SortedRows)

    /// Makes room for so many entries to come, which discard() may take back.
    core::Result<void> begin(std::size_t entries);
    void add(const tact::IndexEntry &entry) { m_rows.push_back(rowOf(entry)); }
    /// Forgets what was added since begin().
    void discard() { m_rows.resize(m_begun); }

    /// Calls for every entry, by key, then by archive, until it returns false. Once.
    core::Result<void> visit(const std::function<bool(const tact::IndexEntry &)> &take);

private:
    /// Key, archive u16, offset u32 and size u32, big-endian: in the order of the bytes.
    struct Row
    {
        std::array<std::uint8_t, 26> bytes;
        auto operator<=>(const Row &) const = default;
    };
    struct Run;

    static Row rowOf(const tact::IndexEntry &entry);
    static tact::IndexEntry entryOf(const Row &row);
    core::Result<void> spill();
    core::Error fileError() const;
    bool refill(Run &run);

    const QString m_folder;
    std::vector<Row> m_rows;
    std::size_t m_begun = 0;
    std::unique_ptr<QTemporaryFile> m_file; ///< the sorted runs, one behind the other
    std::vector<qint64> m_ends;             ///< of each run, bytes
};

} // namespace cache
