#pragma once

#include "tests/support/tactbuilder.h"

#include <string>

/// Writes the roots of other games; core/tact/textroots.h and diablo3root.h describe them.
namespace ngdp {

using support::ByteVector;

struct NamedKey
{
    std::string path;
    blte::Digest contentKey{};
};

/// A file that has a number in its folder.
struct Diablo3Asset
{
    std::uint32_t kind = 0; ///< below 70
    std::uint32_t number = 0;
    std::string name;
    blte::Digest contentKey{};
};

ByteVector writeStarCraftRoot(const std::vector<NamedKey> &files);
ByteVector writeOverwatchRoot(const std::vector<NamedKey> &files);

/// The root names folders, and each folder is an object with the names in it.
ByteVector writeDiablo3Root(const std::vector<NamedKey> &folders);
ByteVector writeDiablo3Folder(const std::vector<NamedKey> &files,
                              const std::vector<Diablo3Asset> &assets = {});
/// CoreTOC.dat, which has their names.
ByteVector writeDiablo3Names(const std::vector<Diablo3Asset> &assets);

/// Not more than can be recognised.
ByteVector writeMndxRoot();

} // namespace ngdp
