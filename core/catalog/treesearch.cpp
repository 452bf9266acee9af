#include "core/catalog/treesearch.h"

#include "core/catalog/glob.h"
#include "core/catalog/pathpattern.h"
#include "core/tact/text.h"

#include <algorithm>
#include <functional>

namespace catalog {

namespace {

using File = TreeIndex::File;
using Folder = TreeIndex::Folder;
using Files = std::vector<bool>; ///< by number

/// Files between two looks at whether anybody still wants to know.
constexpr File kStride = 4096;

bool isLookedAt(File file, const std::atomic<bool> &isCancelled)
{
    return file % kStride != 0 || !isCancelled.load(std::memory_order_relaxed);
}

struct Word
{
    std::string text; ///< lower case
    bool isQuoted = false;
};

/// Parted by blanks, but for those between quotes. A quote without an end reaches up to the end.
std::vector<Word> wordsOf(const QString &query)
{
    std::vector<Word> words;
    std::string text = tact::lowerCase(query.toStdString());
    std::replace(text.begin(), text.end(), '\\', '/');
    std::string_view rest = text;
    while (true) {
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t\n"), rest.size()));
        if (rest.empty())
            return words;
        const bool isQuoted = rest.front() == '"';
        rest.remove_prefix(isQuoted ? 1 : 0);
        const std::size_t size = std::min(rest.find_first_of(isQuoted ? "\"" : " \t\n"), rest.size());
        if (size > 0)
            words.push_back({std::string(rest.substr(0, size)), isQuoted});
        rest.remove_prefix(std::min(size + 1, rest.size()));
    }
}

void setAll(Files &files, TreeIndex::Range range)
{
    std::fill(files.begin() + range.first, files.begin() + range.end, true);
}

/// Looks for the word in all names at once, which lie one behind the other.
void markNames(const TreeIndex &index, std::string_view word, Files &files,
               const std::atomic<bool> &isCancelled)
{
    const std::string &names = index.lowerNames();
    File file = 0;
    std::size_t found = names.find(word);
    while (found != std::string::npos) {
        while (index.beginOf(file + 1) <= found)
            ++file;
        const std::size_t end = index.beginOf(file + 1);
        const bool isInside = found + word.size() <= end;
        if (isInside)
            files[file] = true;
        if (isCancelled.load(std::memory_order_relaxed))
            return;
        found = names.find(word, isInside ? end : found + 1);
    }
}

void markFolders(const TreeIndex &index, std::string_view word, Files &files)
{
    for (Folder folder = 0; folder < index.folders();) {
        if (tact::lowerCase(index.folderName(folder)).find(word) == std::string::npos) {
            ++folder;
            continue;
        }
        setAll(files, index.filesBelow(folder));
        folder = index.foldersBelow(folder).end;
    }
}

/// Calls for every file with its whole path in lower case.
template <typename Call>
void visitPaths(const TreeIndex &index, const std::atomic<bool> &isCancelled, Call call)
{
    for (Folder folder = 0; folder < index.folders(); ++folder) {
        std::string path = tact::lowerCase(index.folderPath(folder));
        if (!path.empty())
            path += '/';
        const std::size_t size = path.size();
        const TreeIndex::Range range = index.filesIn(folder);
        for (File file = range.first; file < range.end; ++file) {
            if (!isLookedAt(file, isCancelled))
                return;
            path.resize(size);
            path += index.lowerName(file);
            call(file, path);
        }
    }
}

void markGlob(const TreeIndex &index, const Word &word, Files &files, const std::atomic<bool> &isCancelled)
{
    if (word.text.find('/') != std::string::npos) {
        const bool isFromTop = word.text.front() == '/';
        const Glob glob(isFromTop ? word.text.substr(1) : "**/" + word.text, CaseRule::Sensitive);
        return visitPaths(index, isCancelled, [&](File file, const std::string &path) {
            if (glob.matches(path))
                files[file] = true;
        });
    }
    const Glob glob(word.text, CaseRule::Sensitive);
    for (File file = 0; file < index.files() && isLookedAt(file, isCancelled); ++file) {
        if (glob.matches(index.lowerName(file)))
            files[file] = true;
    }
}

/// Numbers and keys, as they are.
void markFacts(const TreeIndex &index, const std::string &word, Files &files)
{
    const FileColumns &columns = index.columns();
    const auto number = tact::toNumber(word);
    const auto digest = blte::digestFromHex(word);
    if (!(number && columns.haveIds()) && !digest)
        return;
    const QByteArray key = digest ? QByteArray::fromHex(QByteArray::fromStdString(word)) : QByteArray();
    for (File file = 0; file < index.files(); ++file) {
        const auto id = columns.fileDataId(file);
        const bool hasNumber = number && id && *number == *id;
        const auto isKey = [&](const QByteArray &known) { return !known.isEmpty() && key.startsWith(known); };
        if (hasNumber || (digest && (isKey(columns.contentKey(file)) || isKey(columns.encodingKey(file)))))
            files[file] = true;
    }
}

Files filesWith(const TreeIndex &index, const Word &word, const std::atomic<bool> &isCancelled)
{
    Files files(index.files());
    if (!word.isQuoted && !Glob(word.text, CaseRule::Sensitive).isPlain()) {
        markGlob(index, word, files, isCancelled);
    } else if (word.text.find('/') != std::string::npos) {
        visitPaths(index, isCancelled, [&](File file, const std::string &path) {
            if (path.find(word.text) != std::string::npos)
                files[file] = true;
        });
    } else {
        markFolders(index, word.text, files);
        markNames(index, word.text, files, isCancelled);
        markFacts(index, word.text, files);
    }
    return files;
}

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
    std::vector<Files> having;
    for (const Word &word : wordsOf(query.text)) {
        having.push_back(filesWith(index, word, isCancelled));
        if (isCancelled)
            return {};
    }
    const FactFilter filter(index, query);
    std::vector<File> found;
    for (File file = 0; file < index.files() && isLookedAt(file, isCancelled); ++file) {
        const auto hasIt = [file](const Files &files) { return files[file]; };
        if (std::all_of(having.begin(), having.end(), hasIt) && filter.passes(file))
            found.push_back(file);
    }
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
