#include "core/cache/sortedrows.h"

#include "core/blte/endian.h"

#include <QDir>
#include <algorithm>
#include <queue>
#include <utility>

namespace cache {

namespace {

constexpr std::size_t kKey = sizeof(blte::Digest);
constexpr std::size_t kHeldBytes = 16 << 20;
/// Bytes read at once of each run. Three million entries make five runs, a hundred million 160.
constexpr std::size_t kReadBytes = 64 << 10;

template <std::size_t Size>
void put(std::uint8_t *to, std::uint64_t number)
{
    for (std::size_t i = 0; i < Size; ++i)
        to[i] = static_cast<std::uint8_t>(number >> 8 * (Size - 1 - i));
}

} // namespace

struct SortedRows::Run
{
    qint64 at = 0; ///< in the file, of what is not in `rows` yet
    qint64 end = 0;
    std::vector<Row> rows;
    std::size_t next = 0; ///< of `rows`

    const Row &front() const { return rows[next]; }
};

SortedRows::SortedRows(QString folder)
    : m_folder(std::move(folder))
{
}

SortedRows::Row SortedRows::rowOf(const tact::IndexEntry &entry)
{
    Row row;
    std::copy(entry.key.begin(), entry.key.end(), row.bytes.begin());
    put<2>(row.bytes.data() + kKey, entry.archive);
    put<4>(row.bytes.data() + kKey + 2, entry.offset);
    put<4>(row.bytes.data() + kKey + 6, entry.encodedSize);
    return row;
}

tact::IndexEntry SortedRows::entryOf(const Row &row)
{
    tact::IndexEntry entry;
    std::copy_n(row.bytes.begin(), kKey, entry.key.begin());
    entry.archive = static_cast<std::uint32_t>(blte::readBigEndian<2>(row.bytes.data() + kKey));
    entry.offset = static_cast<std::uint32_t>(blte::readBigEndian<4>(row.bytes.data() + kKey + 2));
    entry.encodedSize = static_cast<std::uint32_t>(blte::readBigEndian<4>(row.bytes.data() + kKey + 6));
    return entry;
}

core::Error SortedRows::fileError() const
{
    return {core::ErrorKind::WriteFailed,
            QStringLiteral("the indices cannot be merged in %1: %2")
                .arg(m_folder, m_file ? m_file->errorString() : QStringLiteral("there is no folder"))};
}

core::Result<void> SortedRows::begin(std::size_t entries)
{
    constexpr std::size_t most = kHeldBytes / sizeof(Row);
    if (m_rows.capacity() == 0)
        m_rows.reserve(most);
    if (!m_rows.empty() && m_rows.size() + entries > most) {
        if (const auto spilled = spill(); !spilled)
            return spilled;
    }
    m_begun = m_rows.size();
    return {};
}

core::Result<void> SortedRows::spill()
{
    if (!m_file) {
        if (!QDir().mkpath(m_folder))
            return core::failure(fileError());
        m_file = std::make_unique<QTemporaryFile>(m_folder + QStringLiteral("/rows-XXXXXX"));
        if (!m_file->open())
            return core::failure(fileError());
    }
    std::sort(m_rows.begin(), m_rows.end());
    const auto size = static_cast<qint64>(m_rows.size() * sizeof(Row));
    if (m_file->write(reinterpret_cast<const char *>(m_rows.data()), size) != size || !m_file->flush())
        return core::failure(fileError());
    m_ends.push_back(m_file->pos());
    m_rows.clear();
    return {};
}

/// False when the file cannot be read; at the run's end `rows` is empty.
bool SortedRows::refill(Run &run)
{
    const auto rows = std::min(static_cast<std::size_t>(run.end - run.at), kReadBytes) / sizeof(Row);
    run.rows.resize(rows);
    run.next = 0;
    const auto size = static_cast<qint64>(rows * sizeof(Row));
    const bool isRead = size == 0 || (m_file->seek(run.at) &&
                                      m_file->read(reinterpret_cast<char *>(run.rows.data()), size) == size);
    run.at += size;
    return isRead;
}

core::Result<void> SortedRows::visit(const std::function<bool(const tact::IndexEntry &)> &take)
{
    std::sort(m_rows.begin(), m_rows.end());
    std::vector<Run> runs(m_ends.size());
    for (std::size_t i = 0; i < m_ends.size(); ++i) {
        runs[i].at = i > 0 ? m_ends[i - 1] : 0;
        runs[i].end = m_ends[i];
        if (!refill(runs[i]))
            return core::failure(fileError());
    }
    runs.push_back({0, 0, std::move(m_rows), 0}); // those that never were in the file
    const auto isBehind = [](const Run *a, const Run *b) { return b->front() < a->front(); };
    std::priority_queue<Run *, std::vector<Run *>, decltype(isBehind)> next(isBehind);
    for (Run &run : runs) {
        if (!run.rows.empty())
            next.push(&run);
    }
    while (!next.empty()) {
        Run *run = next.top();
        next.pop();
        if (!take(entryOf(run->front())))
            return {};
        if (++run->next == run->rows.size() && !refill(*run))
            return core::failure(fileError());
        if (!run->rows.empty())
            next.push(run);
    }
    return {};
}

} // namespace cache
