#pragma once

#include "core/blte/digest.h"

#include <optional>
#include <string>
#include <string_view>

namespace tact {

/// What a CDN holds, by its first bytes and its name.
enum class ObjectKind {
    Blte,          ///< one object; or an archive, which begins with its first
    Index,         ///< of an archive, or of loose files
    Config,        ///< plain text: build, CDN, patch, keyring
    PatchManifest, ///< "PA"
    Patch,         ///< zbsdiff
    Page,          ///< of the web, where nothing of the kind belongs
    Other,
};

/// As many first bytes as recognise() looks at.
inline constexpr std::size_t kRecognised = 64;

ObjectKind recognise(blte::Bytes head, std::string_view fileName);
/// "config", "index", …; "object" for BLTE and "file" for Other.
std::string_view nameOf(ObjectKind kind);

/// The hash that a file is named by: 32 hex digits, with whatever suffix.
std::optional<blte::Digest> hashInName(std::string_view fileName);

/// How a file whose name is a hash is proven by it, given that it is no BLTE.
enum class NameProof {
    None,      ///< the name is no hash
    WholeFile, ///< MD5 of all its bytes
    Header,    ///< of its header, which proves the rest
    Index,     ///< of its last 28 bytes
    Mismatch,
};

/// For what is small enough to lie in memory: `bytes` are the whole file. `complaint` is a sentence about a
/// file that contradicts itself, whatever it is called.
struct Proof
{
    NameProof name = NameProof::None;
    std::string complaint;
    std::size_t parts = 0; ///< entries of an index, blocks of a manifest
};
Proof prove(ObjectKind kind, blte::Bytes bytes, const std::optional<blte::Digest> &name);

} // namespace tact
