#pragma once

#include "tests/support/tactbuilder.h"

#include <string>
#include <vector>

/// Writes patch manifests; core/tact/patchmanifest.h describes them.
namespace ngdp {

using support::ByteVector;

/// A file that can be made of one older encoding of it.
struct PatchedRow
{
    blte::Digest contentKey{};
    std::uint64_t size = 0;
    blte::Digest oldKey{};
    std::uint64_t oldSize = 0;
    blte::Digest patch{};
    std::uint32_t patchSize = 0;
};

/// What its header says of the encoding manifest.
struct PatchedEncoding
{
    blte::Digest contentKey{};
    blte::Digest encodingKey{};
    std::uint32_t size = 0;
    std::uint32_t encodedSize = 0;
    std::string espec;
};

struct WrittenPatches
{
    blte::Digest name{};
    ByteVector bytes; ///< with zeros at the end, as real ones have
};
WrittenPatches writePatchManifest(std::vector<PatchedRow> rows, const PatchedEncoding &encoding);

} // namespace ngdp
