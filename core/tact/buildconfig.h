#pragma once

#include "core/blte/keys.h"
#include "core/tact/config.h"

#include <map>

namespace tact {

/// What a build config says of a manifest: `name = CKEY [EKEY]` and `name-size = decoded [encoded]`. Builds
/// of 2014 to 2018 have the content key alone.
struct ManifestRef
{
    std::optional<blte::ContentKey> contentKey;
    std::optional<blte::EncodingKey> encodingKey;
    std::optional<std::uint64_t> decodedSize;
    std::optional<std::uint64_t> encodedSize;
    bool isNamed() const { return contentKey || encodingKey; }
};

/// A build config (wowdev.wiki/TACT, "Build config"). Every manifest may be missing.
struct BuildConfig
{
    ManifestRef root; ///< content key only; none where it is 32 zeros
    ManifestRef encoding;
    ManifestRef install;
    ManifestRef download;
    ManifestRef size;
    ManifestRef patchIndex;
    ManifestRef vfsRoot;
    std::map<std::uint32_t, ManifestRef> vfs; ///< `vfs-N`, by N

    std::optional<blte::Digest> patch;      ///< name of the patch manifest, an object in `patch/`
    std::optional<std::uint64_t> patchSize; ///< of its whole file, with the zeros at its end
    std::optional<blte::Digest> patchConfig;

    std::string name;      ///< build-name: "WOW-65989patch1.15.8_ClassicRetail"
    std::string product;   ///< build-product: "WoW"
    std::string uid;       ///< build-uid: "wow_classic_era"
    bool isStatic = false; ///< its files lie in archives on a disk, and are nowhere to be fetched
    Warnings warnings;     ///< values left out, by their line
};

/// FaultKind::Contradiction for a config of another kind.
Expected<BuildConfig> parseBuildConfig(std::string_view text);

} // namespace tact
