#pragma once

#include "tests/support/tactbuilder.h"

#include <string>

/// Writes TVFS manifests; core/tact/tvfs.h describes the format.
namespace ngdp {

using support::ByteVector;

/// An object that a file is, or that is a part of it.
struct TvfsObject
{
    blte::Digest encodingKey{};
    blte::Digest contentKey{};
    std::uint32_t encodedSize = 0;
    std::uint32_t size = 0;
    std::string espec;
};

struct TvfsPath
{
    std::string path;                ///< "/" between folders
    std::vector<TvfsObject> objects; ///< more than one: a file of several spans
};

struct TvfsShape
{
    bool hasContentKeys = true;
    bool hasEspecs = true;
    std::size_t keySize = 9;
};

ByteVector writeTvfs(const std::vector<TvfsPath> &files, const TvfsShape &shape = {});

} // namespace ngdp
