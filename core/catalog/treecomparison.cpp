#include "core/catalog/treecomparison.h"

#include "core/catalog/pathhash.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace catalog {

namespace {

std::uint64_t beginningOf(blte::Bytes key)
{
    std::uint64_t beginning = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(key.size(), 8); ++i)
        beginning = beginning << 8 | key[i];
    return beginning;
}

/// What says what a file holds.
enum class Identity : std::uint8_t { None, ContentKey, EncodingKey, ContentKeys, EncodingKeys };

std::pair<Identity, std::uint64_t> identityOf(const TreeFile &file)
{
    if (file.size == 0 && file.objects.empty() && !file.path.empty())
        return {Identity::ContentKey, beginningOf(blte::md5({}))}; // whatever key stands there
    if (!file.contentKey.empty())
        return {Identity::ContentKey, beginningOf(file.contentKey)};
    if (!file.encodingKey.empty())
        return {Identity::EncodingKey, beginningOf(file.encodingKey)};
    if (file.objects.empty())
        return {Identity::None, 0};
    const bool isByContent = std::none_of(file.objects.begin(), file.objects.end(),
                                          [](const TreeObject &object) { return object.contentKey.empty(); });
    std::uint64_t all = 0;
    for (const TreeObject &object : file.objects)
        all = (all ^ beginningOf(isByContent ? object.contentKey : object.encodingKey)) * 0x100000001B3;
    return {isByContent ? Identity::ContentKeys : Identity::EncodingKeys, all};
}

bool has(const std::vector<std::uint64_t> &names, std::uint64_t name)
{
    return std::binary_search(names.begin(), names.end(), name);
}

/// A key, or the beginning of one, without memory of its own.
struct HeldKey
{
    std::array<std::uint8_t, 16> bytes{};
    std::uint8_t size = 0;

    explicit HeldKey(blte::Bytes key = {})
        : size(static_cast<std::uint8_t>(std::min(key.size(), bytes.size())))
    {
        std::copy_n(key.begin(), size, bytes.begin());
    }
    blte::Bytes view() const { return blte::Bytes(bytes).first(size); }
};

/// A file as it was before it changed.
struct EarlierFile
{
    std::uint64_t name = 0;
    HeldKey contentKey;
    HeldKey encodingKey;
    std::uint64_t size = ~std::uint64_t{0};
    std::uint32_t fileDataId = 0;
    bool hasFileDataId = false;

    SelectedFile toFile(std::string_view path) const
    {
        TreeFile file;
        file.path = path;
        file.contentKey = contentKey.view();
        file.encodingKey = encodingKey.view();
        if (size != ~std::uint64_t{0})
            file.size = size;
        if (hasFileDataId)
            file.fileDataId = fileDataId;
        return selected(file);
    }
};

/// Whether a name is among these, once: of files that a tree has several times the first one is told.
class OnceEach
{
public:
    explicit OnceEach(const std::vector<std::uint64_t> &names)
        : m_names(names)
        , m_isTold(names.size())
    {
    }

    bool operator()(std::uint64_t name)
    {
        const auto at = std::lower_bound(m_names.begin(), m_names.end(), name);
        if (at == m_names.end() || *at != name)
            return false;
        const auto number = static_cast<std::size_t>(at - m_names.begin());
        const bool wasTold = m_isTold[number];
        m_isTold[number] = true;
        return !wasTold;
    }

private:
    const std::vector<std::uint64_t> &m_names;
    std::vector<bool> m_isTold;
};

/// The name of each file, as a number. Two of 2^64 that are the same make one file of two; among ten million
/// files that is one chance in 300,000.
class NameHash
{
public:
    explicit NameHash(CaseRule rule)
        : m_paths(rule)
        , m_others(CaseRule::Sensitive)
    {
    }

    std::uint64_t operator()(const TreeFile &file) const
    {
        return file.path.empty() ? ~m_others.of(unknownPath(file)) : m_paths.of(file.path);
    }

private:
    PathHash m_paths;
    PathHash m_others; ///< of files without a path
};

} // namespace

/// A file of a tree.
struct TreeComparison::Row
{
    std::uint64_t name = 0;
    std::uint64_t content = 0;
    std::uint64_t identity : 3 = 0;
    std::uint64_t size : 61 = kNoSize; ///< decoded, bytes

    static constexpr std::uint64_t kNoSize = (std::uint64_t{1} << 61) - 1;

    auto key() const { return std::tuple(name, std::uint64_t{identity}, content); }
    bool isSameContent(const Row &other) const
    {
        return identity == other.identity && content == other.content &&
               identity != static_cast<std::uint64_t>(Identity::None);
    }
    bool isSameSize(const Row &other) const { return size == other.size && size != kNoSize; }
};

/// Makes rows of the files of a tree.
class TreeComparison::Reader
{
public:
    using Rows = std::vector<Row>;
    using Range = std::pair<Rows::const_iterator, Rows::const_iterator>;

    static Rows read(const FileTree &tree, const SelectionFilter &filter, CaseRule rule,
                     QList<LoadWarning> &warnings)
    {
        static_assert(sizeof(Row) == 24);
        Rows rows;
        const NameHash nameOf(rule);
        warnings += tree.visit([&](const TreeFile &file) {
            if (!filter.has(file))
                return;
            const auto [identity, content] = identityOf(file);
            Row row;
            row.name = nameOf(file);
            row.content = content;
            row.identity = static_cast<std::uint64_t>(identity) & 7;
            row.size = std::min(file.size.value_or(Row::kNoSize), Row::kNoSize) & Row::kNoSize;
            rows.push_back(row);
        });
        std::sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) { return a.key() < b.key(); });
        return rows;
    }

    /// The versions of one file.
    static Range versionsAt(const Rows &rows, Rows::const_iterator at)
    {
        const auto end = std::find_if(at, rows.end(), [&](const Row &row) { return row.name != at->name; });
        return {at, end};
    }

    static bool isSame(const Range &before, const Range &after)
    {
        const auto [a, b] = std::pair(*before.first, *after.first);
        const bool isOne = std::next(before.first) == before.second && std::next(after.first) == after.second;
        if (isOne && a.identity != b.identity)
            return a.isSameSize(b);
        return isAllAmong(before, after) && isAllAmong(after, before);
    }

    static void count(Count &count, const Range &versions)
    {
        ++count.files;
        const Row &row = *versions.first;
        if (row.size == Row::kNoSize)
            ++count.ofUnknownSize;
        else
            count.bytes += static_cast<qint64>(row.size);
    }

private:
    /// Both are in order.
    static bool isAllAmong(const Range &some, const Range &all)
    {
        auto at = all.first;
        for (auto row = some.first; row != some.second; ++row) {
            while (at != all.second && at->key() < row->key())
                ++at;
            if (at == all.second || !(at->isSameContent(*row) || isSameUnknown(*at, *row)))
                return false;
        }
        return true;
    }
    static bool isSameUnknown(const Row &a, const Row &b)
    {
        return a.identity == static_cast<std::uint64_t>(Identity::None) && a.identity == b.identity &&
               a.isSameSize(b);
    }
};

TreeComparison::TreeComparison(Tree before, Tree after, SelectionFilter filter)
    : m_before(std::move(before))
    , m_after(std::move(after))
    , m_filter(std::move(filter))
    , m_rule(m_before->caseRule() == CaseRule::Insensitive ? CaseRule::Insensitive : m_after->caseRule())
{
    const auto earlier = Reader::read(*m_before, m_filter, m_rule, m_warnings);
    compare(earlier, Reader::read(*m_after, m_filter, m_rule, m_warnings));
}

void TreeComparison::compare(const std::vector<Row> &before, const std::vector<Row> &after)
{
    auto a = before.begin();
    auto b = after.begin();
    while (a != before.end() || b != after.end()) {
        if (b == after.end() || (a != before.end() && a->name < b->name)) {
            const auto versions = Reader::versionsAt(before, a);
            Reader::count(m_removedCount, versions);
            m_removed.push_back(a->name);
            a = versions.second;
        } else if (a == before.end() || b->name < a->name) {
            const auto versions = Reader::versionsAt(after, b);
            Reader::count(m_addedCount, versions);
            m_added.push_back(b->name);
            b = versions.second;
        } else {
            const auto earlier = Reader::versionsAt(before, a);
            const auto later = Reader::versionsAt(after, b);
            const bool isSame = Reader::isSame(earlier, later);
            Reader::count(isSame ? m_sameCount : m_changedCount, later);
            if (!isSame)
                m_changed.push_back(b->name);
            a = earlier.second;
            b = later.second;
        }
    }
}

void TreeComparison::visit(const Visit &visit) const
{
    if (!m_added.empty() || !m_changed.empty())
        visitAfter(visit);
    if (!m_removed.empty())
        visitRemoved(visit);
}

void TreeComparison::visitAfter(const Visit &visit) const
{
    std::vector<EarlierFile> earlier;
    const NameHash nameOf(m_rule);
    if (!m_changed.empty()) {
        m_before->visit([&](const TreeFile &file) {
            const std::uint64_t name = nameOf(file);
            if (!has(m_changed, name) || !m_filter.has(file))
                return;
            earlier.push_back({name, HeldKey(file.contentKey), HeldKey(file.encodingKey),
                               file.size.value_or(~std::uint64_t{0}), file.fileDataId.value_or(0),
                               file.fileDataId.has_value()});
        });
        std::stable_sort(earlier.begin(), earlier.end(),
                         [](const EarlierFile &a, const EarlierFile &b) { return a.name < b.name; });
    }
    OnceEach isAdded(m_added);
    OnceEach isChanged(m_changed);
    m_after->visit([&](const TreeFile &file) {
        if (!m_filter.has(file))
            return;
        const std::uint64_t name = nameOf(file);
        if (isAdded(name))
            visit({Difference::Kind::Added, {}, selected(file)});
        if (!isChanged(name))
            return;
        const auto was =
            std::lower_bound(earlier.begin(), earlier.end(), name,
                             [](const EarlierFile &one, std::uint64_t wanted) { return one.name < wanted; });
        visit({Difference::Kind::Changed, was->toFile(file.path), selected(file)});
    });
}

void TreeComparison::visitRemoved(const Visit &visit) const
{
    const NameHash nameOf(m_rule);
    OnceEach isRemoved(m_removed);
    m_before->visit([&](const TreeFile &file) {
        if (m_filter.has(file) && isRemoved(nameOf(file)))
            visit({Difference::Kind::Removed, selected(file), {}});
    });
}

} // namespace catalog
