#pragma once

#include "core/blte/keys.h"
#include "core/tact/fault.h"

#include <functional>
#include <optional>
#include <string_view>

namespace tact {

/// How one older encoding of a file is made into another one.
struct PatchSource
{
    blte::EncodingKey key; ///< of the older encoding
    std::uint64_t decodedSize = 0;
    blte::Digest patch{}; ///< name of the patch, an object in patch/ or in a patch archive
    std::uint32_t patchSize = 0;
    std::uint8_t ordinal = 0;
};

/// A file that can be patched. Looks at the manifest's bytes.
struct PatchedFile
{
    blte::ContentKey key; ///< of the file as it is afterwards
    std::uint64_t decodedSize = 0;
    std::vector<PatchSource> sources;
};

/// A patch manifest (wowdev.wiki/TACT, "Patch manifest"), all big-endian:
///   0   "PA" · u8 version · u8 bytes of a file's key · u8 of an old key · u8 of a patch's key, 16 each ·
///       u8 log2 of a block · u16 blocks · u8 flags
///   10  with flag 2, of the encoding manifest: content key [16] · encoding key [16] · u32 decoded size ·
///       u32 encoded size · u8 size, ESpec
///       blocks × {last key, MD5 of the block [16], u32 offset}: here the header ends
///       block: {u8 n, key, u40 size, n × {old key, u40 size, patch's key, u32 size, u8 ordinal}}, n = 0 ends
///       it
/// The name of a manifest is the MD5 of its header, and the header has the MD5 of every block, up to its end
/// and without the zeros behind it.
struct PatchManifest
{
    struct Encoding
    {
        blte::ContentKey contentKey;
        blte::EncodingKey encodingKey;
        std::uint32_t decodedSize = 0;
        std::uint32_t encodedSize = 0;
        std::string espec;
    };
    blte::Digest name{};
    std::size_t blocks = 0;
    std::optional<Encoding> encoding; ///< what it says of the encoding manifest
};

/// Reads and proves a whole manifest. FaultKind::NotThisFormat when it does not begin like one.
Expected<PatchManifest> readPatchManifest(blte::Bytes bytes);
/// The same, and calls for every file. A fault may come after some of them.
Expected<PatchManifest> visitPatchManifest(blte::Bytes bytes,
                                           const std::function<void(const PatchedFile &)> &visit);

} // namespace tact
