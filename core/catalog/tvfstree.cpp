#include "core/catalog/tvfstree.h"

#include <algorithm>

namespace catalog {

namespace {

/// Real ones nest once, some hundred. Hostile ones that mount each other must not make visits that do not
/// end.
constexpr std::size_t kDeepest = 8;
constexpr std::size_t kLongestPath = 4096;
constexpr std::size_t kMostPlaces = 16'384;

std::string joined(std::string_view folder, std::string_view path)
{
    std::string whole(folder);
    if (!whole.empty() && !whole.ends_with('/'))
        whole += '/';
    return whole.append(path);
}

/// The keys and sizes of a file, by its objects.
tact::Expected<void> describe(const tact::Tvfs &tree, const tact::TvfsFile &spans, TreeFile &file)
{
    std::uint64_t size = 0;
    std::uint64_t encodedSize = 0;
    for (const tact::TvfsSpan &span : spans.spans) {
        const auto container = tree.container(span.container);
        if (!container)
            return tl::unexpected(container.error());
        size += span.size;
        encodedSize += container->encodedSize;
        if (spans.spans.size() > 1) {
            file.objects.push_back(
                {container->key, container->contentKey, container->decodedSize, container->encodedSize});
            continue;
        }
        size = container->decodedSize;
        file.encodingKey = container->key;
        file.contentKey = container->contentKey;
        file.espec = container->espec;
    }
    file.size = size;
    file.encodedSize = encodedSize;
    return {};
}

/// Whether the file is its objects, one behind the other.
bool isWhole(const tact::TvfsFile &spans, const TreeFile &file)
{
    if (file.objects.empty())
        return spans.spans.front().offset == 0 && spans.spans.front().size == file.size;
    return std::equal(
        spans.spans.begin(), spans.spans.end(), file.objects.begin(), file.objects.end(),
        [](const tact::TvfsSpan &span, const TreeObject &object) { return span.size == object.size; });
}

} // namespace

std::set<std::uint32_t> TvfsTree::missing(const Parts &parts)
{
    std::set<std::uint32_t> numbers;
    const auto add = [&](const TvfsManifest &manifest) {
        for (const TvfsMount &mount : manifest.mounts) {
            if (parts.nested.count(mount.number) == 0)
                numbers.insert(mount.number);
        }
    };
    add(parts.root);
    for (const auto &[number, manifest] : parts.nested)
        add(manifest);
    return numbers;
}

TvfsTree::TvfsTree(Parts parts)
    : m_parts(std::move(parts))
{
    m_places.push_back({&m_parts.root, {}, {}, {}});
    for (std::size_t i = 0; i < m_places.size(); ++i)
        mountIn(i);
}

void TvfsTree::mountIn(std::size_t around)
{
    for (const TvfsMount &mount : m_places[around].manifest->mounts) {
        const auto nested = m_parts.nested.find(mount.number);
        if (nested == m_parts.nested.end())
            continue;
        const std::vector<std::uint32_t> &outer = m_places[around].numbers;
        const bool isInItself = std::find(outer.begin(), outer.end(), mount.number) != outer.end();
        std::string path = joined(m_places[around].path, mount.path);
        if (isInItself || outer.size() >= kDeepest || path.size() > kLongestPath ||
            m_places.size() >= kMostPlaces) {
            m_unmounted.add(mount.number,
                            isInItself ? "is mounted below itself" : "is mounted too deep or too often");
            continue;
        }
        Place place{&nested->second, std::move(path), outer, {}};
        place.numbers.push_back(mount.number);
        m_places[around].mounted.insert(mount.path);
        m_places.push_back(std::move(place));
    }
}

QList<LoadWarning> TvfsTree::visit(const Visit &visit) const
{
    tact::Warnings warnings;
    for (const Place &place : m_places)
        this->visit(place, visit, warnings);
    return inWords(m_parts.name, QStringLiteral("file"), warnings) +
           inWords(m_parts.name, QStringLiteral("vfs"), m_unmounted);
}

void TvfsTree::visit(const Place &place, const Visit &visit, tact::Warnings &warnings) const
{
    const tact::Tvfs &tree = place.manifest->tree;
    std::uint64_t number = 0;
    TreeFile file;
    std::string whole;
    (void)tree.visit([&](std::string_view path, std::uint32_t at) { // has gone well once
        const std::uint64_t row = number++;
        const auto spans = tree.file(at);
        if (!spans) {
            warnings.add(row, "is not in its table");
            return;
        }
        if (spans->kind != tact::TvfsFile::Kind::File || place.mounted.count(path) > 0)
            return;
        file = {};
        if (const auto described = describe(tree, *spans, file); !described) {
            warnings.add(row, "has an object that is not in its table");
            return;
        }
        if (!isWhole(*spans, file))
            warnings.add(row, "is only a part of its object, which is taken whole");
        file.path = path;
        if (!place.path.empty())
            file.path = whole = joined(place.path, path);
        visit(file);
    });
}

CaseRule TvfsTree::caseRule() const
{
    return m_parts.root.tree.isLowerCase() ? CaseRule::Insensitive : CaseRule::Sensitive;
}

} // namespace catalog
