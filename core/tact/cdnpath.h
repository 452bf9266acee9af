#pragma once

#include "core/blte/digest.h"

#include <optional>
#include <string>
#include <string_view>

namespace tact {

/// …/{config|data|patch}/ab/cd/<32 hex>[.index].
struct CdnPath
{
    enum class Kind { Config, Data, Patch };
    Kind kind = Kind::Data;
    blte::Digest hash{};
    bool isIndex = false;
};

/// Of the path of an address. Empty unless the last four segments have exactly that form and ab, cd are the
/// hash's first two bytes.
std::optional<CdnPath> parseCdnPath(std::string_view urlPath);
/// "data/ab/cd/abcd…" without leading slash.
std::string toPath(const CdnPath &path);

} // namespace tact
