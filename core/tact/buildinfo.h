#pragma once

#include "core/blte/digest.h"
#include "core/tact/fault.h"

#include <optional>
#include <string>
#include <string_view>

namespace tact {

/// A row of `.build.info`, the table that an installed game has in its folder: a build of it. A claim of
/// whoever wrote the file.
struct InstalledBuild
{
    std::string product; ///< column Product, lower case; files of before 2018 have none
    std::string branch;  ///< column Branch: the region, "us"
    bool isActive = true;
    blte::Digest buildConfig{};            ///< column Build Key
    std::optional<blte::Digest> cdnConfig; ///< column CDN Key
    std::optional<blte::Digest> keyRing;
    std::string tags; ///< column Tags: "Windows x86_64 US? enUS speech?:…"
    std::string
        armadillo; ///< column Armadillo: the name of the key of products that are encrypted as a whole
    std::string version;
};

struct BuildInfo
{
    std::vector<InstalledBuild> rows;
    Warnings warnings; ///< rows without a build config, by their line
};

/// A BPSV table (bpsvtable.h) with blanks in the names of its columns. A row is active where Active is 1 or
/// the table has no such column. May come out without rows.
Expected<BuildInfo> parseBuildInfo(std::string_view text);

/// Whether the text begins as such a table does.
bool looksLikeBuildInfo(std::string_view text);

} // namespace tact
