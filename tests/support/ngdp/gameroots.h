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

ByteVector writeStarCraftRoot(const std::vector<NamedKey> &files);
ByteVector writeOverwatchRoot(const std::vector<NamedKey> &files);

/// The root names folders, and each folder is an object with the names in it.
ByteVector writeDiablo3Root(const std::vector<NamedKey> &folders);
ByteVector writeDiablo3Folder(const std::vector<NamedKey> &files);

/// Not more than can be recognised.
ByteVector writeMndxRoot();

} // namespace ngdp
