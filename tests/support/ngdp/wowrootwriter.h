#pragma once

#include "tests/support/tactbuilder.h"

/// Writes the roots of World of Warcraft; core/tact/wowroot.h describes the forms.
namespace ngdp {

using support::ByteVector;

enum class WowRootForm { Old, Named, Version1, Version2 };

struct WowRootFile
{
    std::uint32_t id = 0;
    blte::Digest contentKey{};
    std::uint64_t nameHash = 0;
};

/// Files that have the same flags.
struct WowRootRun
{
    std::uint32_t contentFlags = 0;
    std::uint32_t locales = 0;
    std::vector<WowRootFile> files; ///< ascending by id
    bool hasNameHashes = true;
};

struct WowRootTotals
{
    std::size_t files = 0;
    std::size_t named = 0;
};

/// What the header tells; where fewer are named than there are, files may lack their name hashes.
WowRootTotals totalsOf(const std::vector<WowRootRun> &runs);
ByteVector writeWowRoot(WowRootForm form, const std::vector<WowRootRun> &runs, const WowRootTotals &totals);

} // namespace ngdp
