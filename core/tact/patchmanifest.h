#pragma once

#include "core/blte/digest.h"

#include <QString>
#include <optional>
#include <tl/expected.hpp>

namespace tact {

/// A patch manifest (format-ngdp.md 10), as far as it takes to prove one: its name is the MD5 of its header,
/// and the header has the MD5 of every block.
struct PatchManifest
{
    blte::Digest name{};
    std::size_t blocks = 0;
};

/// Reads a whole manifest, or says in a sentence what is wrong with it. Empty when it does not begin like
/// one. Pure.
std::optional<tl::expected<PatchManifest, QString>> readPatchManifest(blte::Bytes bytes);

} // namespace tact
