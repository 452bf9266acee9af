#pragma once

#include "core/blte/keys.h"
#include "core/tact/config.h"

namespace tact {

/// A `patch-entry` of a patch config: how a manifest of the build is encoded, and from which older ones it
/// can be patched.
struct PatchEntry
{
    struct Old
    {
        blte::EncodingKey encodingKey;
        std::uint64_t encodedSize = 0;
        blte::Digest patch{}; ///< name of the patch, an object in patch/
        std::uint64_t patchSize = 0;
    };
    std::string type; ///< "encoding", "install", "download", "size", …
    blte::ContentKey contentKey;
    std::uint64_t decodedSize = 0;
    blte::EncodingKey encodingKey;
    std::uint64_t encodedSize = 0;
    std::string espec;
    std::vector<Old> olds;
};

/// A patch config (wowdev.wiki/TACT, "Patch config"):
///   patch-entry = type CKEY size EKEY size ESpec {old EKEY, old size, patch, patch size}…
struct PatchConfig
{
    std::optional<blte::Digest> patch; ///< name of the patch manifest
    std::optional<std::uint64_t> patchSize;
    std::vector<PatchEntry> entries;
    Warnings warnings; ///< lines left out, by number
};

/// FaultKind::Contradiction for a config of another kind.
Expected<PatchConfig> parsePatchConfig(std::string_view text);

} // namespace tact
