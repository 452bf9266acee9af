#include "core/catalog/nestedtvfs.h"

#include "core/catalog/build.h"
#include "core/tact/rootkind.h"

#include <algorithm>

namespace catalog {

namespace {

/// A hostile manifest may mount the same ones for each of its files. Real ones mount some hundreds.
constexpr std::size_t kMostMounts = 16'384;

} // namespace

NestedTvfs::NestedTvfs(const std::map<std::uint32_t, tact::ManifestRef> &manifests)
{
    for (const auto &[number, manifest] : manifests) {
        if (manifest.encodingKey) {
            KeyBeginning key;
            std::copy_n(manifest.encodingKey->digest.begin(), key.size(), key.begin());
            m_byKey.emplace_back(key, number);
        } else if (manifest.contentKey) {
            m_byContent.emplace(*manifest.contentKey, number);
        }
    }
    std::sort(m_byKey.begin(), m_byKey.end());
}

std::optional<std::uint32_t> NestedTvfs::numberOf(const tact::TvfsContainer &container) const
{
    KeyBeginning key{};
    std::copy_n(container.key.begin(), std::min(container.key.size(), key.size()), key.begin());
    const auto found = std::lower_bound(m_byKey.begin(), m_byKey.end(), std::pair(key, std::uint32_t{0}));
    if (found != m_byKey.end() && found->first == key)
        return found->second;
    if (m_byContent.empty() || container.contentKey.empty())
        return std::nullopt;
    const auto byContent = m_byContent.find(*contentKeyOf(container.contentKey));
    return byContent != m_byContent.end() ? std::optional(byContent->second) : std::nullopt;
}

core::Result<TvfsManifest> readTvfs(QByteArray bytes, const QString &name, const NestedTvfs &nested)
{
    const blte::Bytes all = core::bytesOf(bytes);
    if (tact::recogniseRoot(all.first(std::min(all.size(), tact::kRootBeginning))) == tact::RootKind::Packed)
        return core::failure(staticBuild(name));
    auto tree = tact::Tvfs::open(all);
    if (!tree)
        return core::failure(manifestError(name, tree.error()));
    std::vector<TvfsMount> mounts;
    const auto look = [&](std::string_view path, std::uint32_t place) {
        const auto file = tree->file(place);
        if (!file || file->spans.size() != 1 || mounts.size() >= kMostMounts)
            return;
        const auto container = tree->container(file->spans.front().container);
        if (const auto number = container ? nested.numberOf(*container) : std::nullopt)
            mounts.push_back({std::string(path), *number});
    };
    const auto read =
        nested.isEmpty() ? tree->visit([](std::string_view, std::uint32_t) {}) : tree->visit(look);
    if (!read)
        return core::failure(manifestError(name, read.error()));
    return TvfsManifest{std::move(bytes), std::move(*tree), std::move(mounts)};
}

} // namespace catalog
