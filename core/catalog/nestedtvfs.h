#pragma once

#include "core/catalog/filetree.h"
#include "core/tact/buildconfig.h"
#include "core/tact/tvfs.h"

#include <QByteArray>
#include <array>

namespace catalog {

/// Which objects of a TVFS manifest are manifests themselves: the `vfs-N` of the build config. A value.
class NestedTvfs
{
public:
    explicit NestedTvfs(const std::map<std::uint32_t, tact::ManifestRef> &manifests);

    bool isEmpty() const { return m_byKey.empty() && m_byContent.empty(); }
    /// Its N.
    std::optional<std::uint32_t> numberOf(const tact::TvfsContainer &container) const;

private:
    /// What TVFS manifests have of an encoding key at least.
    using KeyBeginning = std::array<std::uint8_t, 9>;

    std::vector<std::pair<KeyBeginning, std::uint32_t>> m_byKey; ///< ascending
    std::map<blte::ContentKey, std::uint32_t> m_byContent;       ///< of those whose encoding key is not told
};

/// Where a manifest is to be found in another one.
struct TvfsMount
{
    std::string path;
    std::uint32_t number = 0; ///< of vfs-N
};

/// A manifest, and what is mounted in it.
struct TvfsManifest
{
    QByteArray bytes;
    tact::Tvfs tree; ///< of these
    std::vector<TvfsMount> mounts;
};

/// Reads all of a manifest's paths, so that no later visit can fail. `name`: for messages. Takes as long as
/// a visit.
core::Result<TvfsManifest> readTvfs(QByteArray bytes, const QString &name, const NestedTvfs &nested);

} // namespace catalog
