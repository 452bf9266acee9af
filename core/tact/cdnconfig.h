#pragma once

#include "core/tact/config.h"

namespace tact {

struct ArchiveRef
{
    blte::Digest name{}; ///< of the archive and of its index
    std::optional<std::uint64_t> indexSize;
};

/// The archives of one folder of the CDN: data/ or patch/.
struct ArchiveList
{
    std::vector<ArchiveRef> archives; ///< in the order of the config, by which a group index counts them
    /// Name of the index over all of them. It is not on the CDN; an index merged here must come out with it.
    /// None where the list has holes, because it does not count the same then.
    std::optional<blte::Digest> group;
    std::optional<ArchiveRef> looseIndex; ///< of the objects that lie in no archive
};

/// A CDN config (wowdev.wiki/TACT, "CDN config"): archives, archives-index-size, archive-group, file-index,
/// file-index-size, and the same for patches. Everything may be missing.
struct CdnConfig
{
    ArchiveList data;                 ///< indices in data/ab/cd/….index
    ArchiveList patch;                ///< indices in patch/ab/cd/….index
    std::vector<blte::Digest> builds; ///< build configs that it serves; seldom there
    /// It was made by selectionConfig(): the CDN config that it stands for in a mirror of parts of a build.
    std::optional<blte::Digest> selectionOf;
    Warnings warnings; ///< values left out, by their line
};

/// FaultKind::Contradiction for a config of another kind.
Expected<CdnConfig> parseCdnConfig(std::string_view text);

/// The CDN config of a mirror that has only some objects of a build, each by itself: no archives, and
/// `file-index` is the list of these objects. `selection-of`, which nobody else reads, is the CDN config of
/// the build itself.
std::string selectionConfig(const ArchiveRef &looseIndex, const blte::Digest &selectionOf);

} // namespace tact
