#include "core/catalog/treeindex.h"

#include "core/bytes.h"
#include "core/catalog/pathpattern.h"
#include "core/tact/text.h"

#include <algorithm>
#include <numeric>

namespace catalog {

namespace {

/// Numbers by their value: "9" before "10".
bool isLessUnknown(std::string_view a, std::string_view b)
{
    return a.size() != b.size() ? a.size() < b.size() : a < b;
}

} // namespace

/// Gathers folders and names in the order in which the manifest has them, and puts them into that of the
/// index.
class TreeIndex::Builder
{
public:
    explicit Builder(TreeIndex &index)
        : m_index(index)
    {
        m_folders.emplace_back();
        m_byPath.emplace(std::string(), kTop);
    }

    void add(const TreeFile &file)
    {
        const std::string unknown = file.path.empty() ? unknownPath(file) : std::string();
        const std::string_view path = file.path.empty() ? std::string_view(unknown) : file.path;
        const std::size_t slash = path.rfind('/');
        m_folderOf.push_back(slash == std::string_view::npos ? kTop : folder(path.substr(0, slash)));
        m_names.append(path.substr(slash + 1)); // npos + 1: all of it
        m_begins.push_back(m_names.size());
        m_index.m_columns.add(file);
    }

    void build()
    {
        numberFolders();
        const std::vector<File> order = orderFiles();
        layOut(order);
        m_index.m_columns.arrange(order);
    }

private:
    struct Found
    {
        std::string name;
        Folder parent = kTop;
        std::vector<Folder> children;
        Folder number = 0; ///< in the index
    };

    /// Files of one folder mostly come one behind the other.
    Folder folder(std::string_view path)
    {
        if (path != m_lastPath) {
            m_last = find(path);
            m_lastPath = path;
        }
        return m_last;
    }
    Folder find(std::string_view path)
    {
        const std::string key =
            m_index.m_rule == CaseRule::Insensitive ? tact::lowerCase(path) : std::string(path);
        std::size_t size = key.size(); // of the part that is known
        auto known = m_byPath.find(key);
        while (known == m_byPath.end()) {
            size = std::max<std::size_t>(key.rfind('/', size - 1) + 1, 1) - 1;
            known = m_byPath.find(key.substr(0, size));
        }
        Folder folder = known->second;
        while (size < key.size()) {
            const std::size_t begin = folder == kTop ? 0 : size + 1;
            size = std::min(key.find('/', begin), key.size());
            folder = append(folder, path.substr(begin, size - begin));
            m_byPath.emplace(key.substr(0, size), folder);
        }
        settleNames(folder, path);
        return folder;
    }
    /// Of several ways to write a folder's name one that does not depend on the order.
    void settleNames(Folder folder, std::string_view path)
    {
        for (; folder != kTop; folder = m_folders[folder].parent) {
            const std::size_t slash = path.rfind('/');
            std::string &name = m_folders[folder].name;
            name = std::min(name, std::string(path.substr(slash + 1)));
            path = path.substr(0, slash == std::string_view::npos ? 0 : slash);
        }
    }
    Folder append(Folder parent, std::string_view name)
    {
        const auto number = static_cast<Folder>(m_folders.size());
        m_folders.push_back({std::string(name), parent, {}});
        m_folders[parent].children.push_back(number);
        return number;
    }

    /// Each before those in it, which come by name. No recursion: any depth may come.
    void numberFolders()
    {
        std::vector<Folder> next{kTop};
        while (!next.empty()) {
            Found &found = m_folders[next.back()];
            next.pop_back();
            found.number = static_cast<Folder>(m_index.m_folders.size());
            FolderEntry &entry = m_index.m_folders.emplace_back();
            entry.parent = m_folders[found.parent].number;
            entry.name = found.name;
            sortByName(found.children);
            next.insert(next.end(), found.children.rbegin(), found.children.rend());
        }
        for (const Found &found : m_folders) {
            FolderEntry &entry = m_index.m_folders[found.number];
            entry.firstChild = static_cast<quint32>(m_index.m_children.size());
            entry.children = static_cast<quint32>(found.children.size());
            for (const Folder child : found.children) {
                m_index.m_folders[m_folders[child].number].row =
                    static_cast<quint32>(m_index.m_children.size()) - entry.firstChild;
                m_index.m_children.push_back(m_folders[child].number);
            }
        }
        for (Folder i = m_index.folders(); i-- > 0;) {
            FolderEntry &entry = m_index.m_folders[i];
            entry.end = std::max(entry.end, i + 1);
            Folder &endOfParent = m_index.m_folders[entry.parent].end;
            endOfParent = std::max(endOfParent, entry.end);
        }
    }

    void sortByName(std::vector<Folder> &folders) const
    {
        std::vector<std::pair<std::string, Folder>> named;
        for (const Folder folder : folders)
            named.emplace_back(tact::lowerCase(m_folders[folder].name) + '\0' + m_folders[folder].name,
                               folder);
        std::sort(named.begin(), named.end());
        std::transform(named.begin(), named.end(), folders.begin(),
                       [](const auto &one) { return one.second; });
    }

    std::string_view name(const std::string &names, File file) const
    {
        const std::size_t begin = file == 0 ? 0 : m_begins[file - 1];
        return std::string_view(names).substr(begin, m_begins[file] - begin);
    }

    /// By folder, and within it by name.
    std::vector<File> orderFiles()
    {
        std::vector<File> behind(m_index.m_folders.size() + 1); // of each folder's files
        for (const Folder folder : m_folderOf)
            ++behind[m_folders[folder].number + 1];
        std::partial_sum(behind.begin(), behind.end(), behind.begin());
        for (Folder i = 0; i < m_index.folders(); ++i)
            m_index.m_folders[i].firstFile = behind[i];
        std::vector<File> order(m_folderOf.size());
        std::vector<File> next(behind.begin(), behind.end() - 1);
        for (File file = 0; file < order.size(); ++file)
            order[next[m_folders[m_folderOf[file]].number]++] = file;
        sortFiles(order, behind);
        return order;
    }

    void sortFiles(std::vector<File> &order, const std::vector<File> &behind) const
    {
        const std::string lower = tact::lowerCase(m_names);
        const auto isLess = [&](File a, File b) {
            const auto [first, second] = std::pair(name(lower, a), name(lower, b));
            return first != second ? first < second : name(m_names, a) < name(m_names, b);
        };
        const auto isLessByNumber = [&](File a, File b) {
            return isLessUnknown(name(lower, a), name(lower, b));
        };
        const auto unknown = m_index.findFolder(kUnknownFolder);
        for (Folder i = 0; i < m_index.folders(); ++i) {
            const auto [first, end] = std::pair(order.begin() + behind[i], order.begin() + behind[i + 1]);
            if (unknown == i)
                std::stable_sort(first, end, isLessByNumber);
            else
                std::stable_sort(first, end, isLess);
        }
    }

    void layOut(const std::vector<File> &order)
    {
        m_index.m_names.reserve(m_names.size());
        m_index.m_begins.reserve(order.size() + 1);
        for (const File file : order) {
            m_index.m_names += name(m_names, file);
            m_index.m_begins.push_back(m_index.m_names.size());
        }
        m_index.m_lowerNames = tact::lowerCase(m_index.m_names);
    }

    TreeIndex &m_index;
    std::vector<Found> m_folders; ///< in the order in which they were met; the first one is the topmost
    std::unordered_map<std::string, Folder> m_byPath; ///< of lower case, where case does not count
    std::string m_lastPath;
    Folder m_last = kTop;
    std::vector<Folder> m_folderOf; ///< by file
    std::string m_names;
    std::vector<std::size_t> m_begins; ///< where each name ends
};

TreeIndex::TreeIndex(const FileTree &tree)
    : m_rule(tree.caseRule())
    , m_begins{0}
{
    Builder builder(*this);
    m_warnings = tree.visit([&builder](const TreeFile &file) { builder.add(file); });
    builder.build();
}

TreeIndex::Range TreeIndex::filesIn(Folder folder) const
{
    // The folder behind it has its files behind those of this one.
    const File end = folder + 1 < folders() ? m_folders[folder + 1].firstFile : files();
    return {m_folders[folder].firstFile, end};
}

TreeIndex::Range TreeIndex::filesBelow(Folder folder) const
{
    const Folder behind = m_folders[folder].end;
    return {m_folders[folder].firstFile, behind < folders() ? m_folders[behind].firstFile : files()};
}

TreeIndex::Range TreeIndex::foldersBelow(Folder folder) const
{
    return {folder, m_folders[folder].end};
}

std::span<const TreeIndex::Folder> TreeIndex::foldersIn(Folder folder) const
{
    return std::span(m_children).subspan(m_folders[folder].firstChild, m_folders[folder].children);
}

TreeIndex::Folder TreeIndex::folderOf(File file) const
{
    const auto behind =
        std::upper_bound(m_folders.begin(), m_folders.end(), file,
                         [](File number, const FolderEntry &folder) { return number < folder.firstFile; });
    return static_cast<Folder>(behind - m_folders.begin()) - 1;
}

std::string_view TreeIndex::folderName(Folder folder) const
{
    return m_folders[folder].name;
}

std::string TreeIndex::folderPath(Folder folder) const
{
    if (folder == kTop)
        return {};
    std::string path = m_folders[folder].name;
    for (Folder above = m_folders[folder].parent; above != kTop; above = m_folders[above].parent)
        path.insert(0, m_folders[above].name + '/');
    return path;
}

std::string TreeIndex::path(File file) const
{
    const Folder folder = folderOf(file);
    return folder == kTop ? std::string(name(file)) : folderPath(folder) + '/' + std::string(name(file));
}

bool TreeIndex::isSame(std::string_view a, std::string_view b) const
{
    return isSamePath(a, b, m_rule);
}

std::optional<TreeIndex::Folder> TreeIndex::findFolder(std::string_view path) const
{
    Folder folder = kTop;
    while (!path.empty()) {
        const std::string_view wanted = tact::takeField(path, '/');
        const auto inside = foldersIn(folder);
        // By name without regard to case; where it counts, several may be the same by that.
        const auto isLess = [this](Folder one, const std::string &lower) {
            return tact::lowerCase(m_folders[one].name) < lower;
        };
        const std::string lower = tact::lowerCase(wanted);
        auto it = std::lower_bound(inside.begin(), inside.end(), lower, isLess);
        while (it != inside.end() && !isSame(m_folders[*it].name, wanted) &&
               tact::isSameName(m_folders[*it].name, wanted))
            ++it;
        if (it == inside.end() || !isSame(m_folders[*it].name, wanted))
            return std::nullopt;
        folder = *it;
    }
    return folder;
}

std::optional<TreeIndex::File> TreeIndex::find(std::string_view path) const
{
    const std::size_t slash = path.rfind('/');
    const auto folder = slash == std::string_view::npos ? kTop : findFolder(path.substr(0, slash));
    if (!folder)
        return std::nullopt;
    const std::string_view wanted = path.substr(slash + 1);
    const std::string lower = tact::lowerCase(wanted);
    const bool isUnknown = *folder != kTop && folder == findFolder(kUnknownFolder);
    const Range range = filesIn(*folder);
    File first = range.first;
    for (File end = range.end; first < end;) {
        const File middle = first + (end - first) / 2;
        const std::string_view name = lowerName(middle);
        const bool isBefore = isUnknown ? isLessUnknown(name, lower) : name < lower;
        isBefore ? first = middle + 1 : end = middle;
    }
    for (; first < range.end && lowerName(first) == lower; ++first) {
        if (isSame(name(first), wanted))
            return first;
    }
    return std::nullopt;
}

SelectedFile TreeIndex::file(File file) const
{
    SelectedFile copy = m_columns.file(file);
    const QString whole = core::fromUtf8(path(file));
    if (whole != pathOrUnknown(copy))
        copy.path = whole;
    return copy;
}

} // namespace catalog
