#include "core/catalog/treesearch.h"

#include "core/catalog/searchword.h"
#include "core/tact/text.h"

#include <QThread>
#include <algorithm>
#include <future>

namespace catalog {

namespace {

using File = TreeIndex::File;
using Range = TreeIndex::Range;

/// Files that one thread looks through at once.
constexpr File kPiece = 32 << 10;
/// More than so many would only wait for memory.
constexpr int kMostThreads = 8;

bool hasSuffix(std::string_view name, std::string_view suffix)
{
    return name.size() > suffix.size() && name.ends_with(suffix) &&
           name[name.size() - suffix.size() - 1] == '.';
}

bool isEncryptedAs(FileQuery::Encryption wanted, std::optional<bool> isEncrypted)
{
    switch (wanted) {
    case FileQuery::Encryption::Any:
        return true;
    case FileQuery::Encryption::Encrypted:
        return isEncrypted == true;
    case FileQuery::Encryption::Clear:
        return isEncrypted == false;
    }
    return false;
}

/// All but its words.
class FactFilter
{
public:
    FactFilter(const TreeIndex &index, const FileQuery &query)
        : m_index(index)
        , m_columns(index.columns())
        , m_query(query)
        , m_suffix(tact::lowerCase(query.suffix.toStdString()))
    {
    }

    bool passes(File file) const
    {
        return (!m_query.among || (*m_query.among)[file]) &&
               (m_suffix.empty() || hasSuffix(m_index.lowerName(file), m_suffix)) &&
               isEncryptedAs(m_query.encryption, m_columns.isEncrypted(file)) &&
               (!m_query.tag || m_columns.hasTag(file, *m_query.tag)) &&
               (m_query.locales == 0 || (m_query.locales & m_columns.locales(file)) != 0) && hasSize(file);
    }

private:
    bool hasSize(File file) const
    {
        if (!m_query.leastSize && !m_query.greatestSize)
            return true;
        const auto size = m_columns.size(file);
        return size && *size >= m_query.leastSize.value_or(*size) &&
               *size <= m_query.greatestSize.value_or(*size);
    }

    const TreeIndex &m_index;
    const FileColumns &m_columns;
    const FileQuery &m_query;
    const std::string m_suffix;
};

/// A query, held against some of the files.
class PieceSearch
{
public:
    PieceSearch(const TreeIndex &index, const FileQuery &query, const std::atomic<bool> &isCancelled)
        : m_index(index)
        , m_words(SearchWord::wordsOf(index, query.text))
        , m_filter(index, query)
        , m_isCancelled(isCancelled)
    {
    }

    std::vector<File> filesIn(File piece) const
    {
        const Range range{piece * kPiece, std::min(m_index.files(), (piece + 1) * kPiece)};
        std::vector<std::vector<bool>> having;
        for (const SearchWord &word : m_words)
            word.mark(range, having.emplace_back(range.size()), m_isCancelled);
        std::vector<File> found;
        for (File file = range.first; file < range.end; ++file) {
            const auto hasIt = [place = file - range.first](const auto &marks) { return marks[place]; };
            if (std::all_of(having.begin(), having.end(), hasIt) && m_filter.passes(file))
                found.push_back(file);
        }
        return found;
    }

private:
    const TreeIndex &m_index;
    const std::vector<SearchWord> m_words;
    const FactFilter m_filter;
    const std::atomic<bool> &m_isCancelled;
};

template <typename KeyOf>
void sortBy(std::vector<File> &files, Qt::SortOrder direction, KeyOf keyOf)
{
    if (direction == Qt::AscendingOrder)
        std::stable_sort(files.begin(), files.end(), [&](File a, File b) { return keyOf(a) < keyOf(b); });
    else
        std::stable_sort(files.begin(), files.end(), [&](File a, File b) { return keyOf(b) < keyOf(a); });
}

void sort(std::vector<File> &files, const TreeIndex &index, FileOrder order, Qt::SortOrder direction)
{
    const FileColumns &columns = index.columns();
    switch (order) {
    case FileOrder::Path: // they are
        if (direction == Qt::DescendingOrder)
            std::reverse(files.begin(), files.end());
        return;
    case FileOrder::Name:
        return sortBy(files, direction, [&](File file) { return index.lowerName(file); });
    case FileOrder::Size:
        return sortBy(files, direction, [&](File file) { return columns.size(file); });
    case FileOrder::EncodedSize:
        return sortBy(files, direction, [&](File file) { return columns.encodedSize(file); });
    case FileOrder::FileDataId:
        return sortBy(files, direction, [&](File file) { return columns.fileDataId(file); });
    }
}

} // namespace

std::vector<File> findFiles(const TreeIndex &index, const FileQuery &query,
                            const std::atomic<bool> &isCancelled, FileOrder order, Qt::SortOrder direction)
{
    const PieceSearch search(index, query, isCancelled);
    std::vector<std::vector<File>> pieces((index.files() + kPiece - 1) / kPiece);
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t piece = next++; piece < pieces.size() && !isCancelled; piece = next++)
            pieces[piece] = search.filesIn(static_cast<File>(piece));
    };
    std::vector<std::future<void>> others;
    const auto threads = std::min<std::size_t>(
        pieces.size(), static_cast<std::size_t>(std::clamp(QThread::idealThreadCount(), 1, kMostThreads)));
    for (std::size_t i = 1; i < threads; ++i)
        others.push_back(std::async(work)); // or not at all, where there are no more threads
    work();
    others.clear(); // waits for them
    std::vector<File> found;
    for (const std::vector<File> &files : pieces)
        found.insert(found.end(), files.begin(), files.end());
    if (!isCancelled)
        sort(found, index, order, direction);
    return found;
}

QStringList commonSuffixes(const TreeIndex &index, qsizetype most)
{
    constexpr std::size_t kLongest = 8;
    std::unordered_map<std::string, File> counts;
    for (File file = 0; file < index.files(); ++file) {
        const std::string_view name = index.lowerName(file);
        const std::size_t point = name.rfind('.');
        if (point != std::string_view::npos && point > 0 && name.size() - point <= kLongest + 1 &&
            point + 1 < name.size())
            ++counts[std::string(name.substr(point + 1))];
    }
    std::vector<std::pair<std::string, File>> sorted(counts.begin(), counts.end());
    std::sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    QStringList suffixes;
    for (const auto &[suffix, count] : sorted) {
        if (suffixes.size() == most)
            break;
        suffixes << QString::fromStdString(suffix);
    }
    return suffixes;
}

} // namespace catalog
