#include "core/catalog/searchword.h"

#include "core/tact/text.h"

#include <algorithm>
#include <cstring>

namespace catalog {

namespace {

using File = TreeIndex::File;
using Folder = TreeIndex::Folder;
using Range = TreeIndex::Range;

/// Of the end of a path, wherever it begins.
std::string globOf(const std::string &text)
{
    if (text.find('/') == std::string::npos)
        return text;
    return text.front() == '/' ? text.substr(1) : "**/" + text;
}

} // namespace

/// Of the files of a range, until nobody wants to know any more.
class SearchWord::Marks
{
public:
    Marks(const TreeIndex &index, Range range, std::vector<bool> &marks, const std::atomic<bool> &isCancelled)
        : m_index(index)
        , m_range(range)
        , m_marks(marks)
        , m_isCancelled(isCancelled)
    {
    }

    Range range() const { return m_range; }
    void set(File file) { m_marks[file - m_range.first] = true; }
    void set(Range files)
    {
        const File first = std::max(files.first, m_range.first);
        const File end = std::min(files.end, m_range.end);
        if (first < end)
            std::fill(m_marks.begin() + (first - m_range.first), m_marks.begin() + (end - m_range.first),
                      true);
    }

    template <typename Has>
    void setThose(Has has)
    {
        for (File file = m_range.first; file < m_range.end && isWanted(file); ++file) {
            if (has(file))
                set(file);
        }
    }
    /// `has` is called with the whole path in lower case.
    template <typename Has>
    void setPaths(Has has)
    {
        Folder folder = m_index.folderOf(m_range.first);
        std::string path;
        std::size_t size = 0; // of the folder's part
        File end = m_range.first;
        setThose([&](File file) {
            for (; file >= end; ++folder) {
                end = m_index.filesIn(folder).end;
                path = tact::lowerCase(m_index.folderPath(folder));
                path += path.empty() ? "" : "/";
                size = path.size();
            }
            path.resize(size);
            path += m_index.lowerName(file);
            return has(path);
        });
    }

    bool isWanted(File file) const
    {
        constexpr File kStride = 4096; // files between two looks
        return file % kStride != 0 || !m_isCancelled.load(std::memory_order_relaxed);
    }

private:
    const TreeIndex &m_index;
    const Range m_range;
    std::vector<bool> &m_marks;
    const std::atomic<bool> &m_isCancelled;
};

std::vector<SearchWord> SearchWord::wordsOf(const TreeIndex &index, const QString &query)
{
    std::vector<SearchWord> words;
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
            words.push_back(SearchWord(index, std::string(rest.substr(0, size)), isQuoted));
        rest.remove_prefix(std::min(size + 1, rest.size()));
    }
}

SearchWord::SearchWord(const TreeIndex &index, std::string text, bool isQuoted)
    : m_index(&index)
    , m_text(std::move(text))
    , m_kind(kindOf(m_text, !isQuoted && !Glob(m_text, CaseRule::Sensitive).isPlain()))
    , m_glob(globOf(m_text), CaseRule::Sensitive)
{
    if (m_kind != Kind::Text)
        return;
    findFolders();
    readFacts();
}

SearchWord::Kind SearchWord::kindOf(const std::string &text, bool isGlob)
{
    const bool hasFolder = text.find('/') != std::string::npos;
    if (isGlob)
        return hasFolder ? Kind::PathGlob : Kind::NameGlob;
    return hasFolder ? Kind::PathText : Kind::Text;
}

void SearchWord::findFolders()
{
    for (Folder folder = 0; folder < m_index->folders();) {
        if (tact::lowerCase(m_index->folderName(folder)).find(m_text) == std::string::npos) {
            ++folder;
            continue;
        }
        m_inFolders.push_back(m_index->filesBelow(folder));
        folder = m_index->foldersBelow(folder).end;
    }
}

/// Numbers and keys stand for themselves.
void SearchWord::readFacts()
{
    if (m_index->columns().haveIds())
        m_number = tact::toNumber(m_text);
    if (blte::digestFromHex(m_text))
        m_key = QByteArray::fromHex(QByteArray::fromStdString(m_text));
}

void SearchWord::mark(Range range, std::vector<bool> &bits, const std::atomic<bool> &isCancelled) const
{
    Marks marks(*m_index, range, bits, isCancelled);
    switch (m_kind) {
    case Kind::Text:
        markFolders(marks);
        markNames(marks);
        return markFacts(marks);
    case Kind::PathText:
        return marks.setPaths(
            [this](const std::string &path) { return path.find(m_text) != std::string::npos; });
    case Kind::NameGlob:
        return marks.setThose([this](File file) { return m_glob.matches(m_index->lowerName(file)); });
    case Kind::PathGlob:
        return marks.setPaths([this](const std::string &path) { return m_glob.matches(path); });
    }
}

void SearchWord::markFolders(Marks &marks) const
{
    const auto isBehind = [](File first, Range files) { return first < files.end; };
    auto files = std::upper_bound(m_inFolders.begin(), m_inFolders.end(), marks.range().first, isBehind);
    for (; files != m_inFolders.end() && files->first < marks.range().end; ++files)
        marks.set(*files);
}

/// Looks for the word in all names at once, which lie one behind the other.
void SearchWord::markNames(Marks &marks) const
{
    const Range range = marks.range();
    const std::size_t end = m_index->beginOf(range.end);
    const std::string_view names = std::string_view(m_index->lowerNames()).substr(0, end);
    File file = range.first;
    std::size_t found = names.find(m_text, m_index->beginOf(file));
    while (found != std::string_view::npos && marks.isWanted(file)) {
        while (m_index->beginOf(file + 1) <= found)
            ++file;
        const std::size_t behind = m_index->beginOf(file + 1);
        const bool isInside = found + m_text.size() <= behind;
        if (isInside)
            marks.set(file);
        found = names.find(m_text, isInside ? behind : found + 1);
    }
}

void SearchWord::markFacts(Marks &marks) const
{
    if (m_number || !m_key.isEmpty())
        marks.setThose([this](File file) { return hasFact(file); });
}

bool SearchWord::hasFact(File file) const
{
    const FileColumns &columns = m_index->columns();
    const auto isKey = [this](const QByteArray &known) {
        return !known.isEmpty() && m_key.startsWith(known);
    };
    const auto id = m_number ? columns.fileDataId(file) : std::nullopt;
    return (id && *id == *m_number) ||
           (!m_key.isEmpty() && (isKey(columns.contentKey(file)) || isKey(columns.encodingKey(file))));
}

} // namespace catalog
