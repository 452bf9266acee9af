#include "core/tact/buildinfo.h"

#include "core/tact/bpsvtable.h"
#include "core/tact/text.h"

#include <algorithm>

namespace tact {

namespace {

constexpr std::string_view kBuildKey = "Build Key";

bool hasColumn(const BpsvTable &table, std::string_view name)
{
    return std::any_of(table.columns().begin(), table.columns().end(),
                       [&](const BpsvTable::Column &column) { return isSameName(column.name, name); });
}

std::string textOf(const BpsvTable &table, std::size_t row, std::string_view column)
{
    return std::string(trimmed(table.cell(row, column)));
}

} // namespace

Expected<BuildInfo> parseBuildInfo(std::string_view text)
{
    const auto table = BpsvTable::parse(text);
    if (!table)
        return tl::unexpected(table.error());
    if (!hasColumn(*table, kBuildKey))
        return failure(FaultKind::NotThisFormat, 1, "it has no column " + std::string(kBuildKey));
    const bool hasActive = hasColumn(*table, "Active");
    BuildInfo info;
    for (std::size_t row = 0; row < table->rows(); ++row) {
        const auto buildConfig = blte::digestFromHex(textOf(*table, row, kBuildKey));
        if (!buildConfig) {
            info.warnings.add(table->lineOf(row), "has no build key of 32 hex digits");
            continue;
        }
        InstalledBuild build;
        build.product = lowerCase(textOf(*table, row, "Product"));
        build.branch = textOf(*table, row, "Branch");
        build.isActive = !hasActive || textOf(*table, row, "Active") == "1";
        build.buildConfig = *buildConfig;
        build.cdnConfig = blte::digestFromHex(textOf(*table, row, "CDN Key"));
        build.keyRing = blte::digestFromHex(textOf(*table, row, "KeyRing"));
        build.tags = textOf(*table, row, "Tags");
        build.armadillo = textOf(*table, row, "Armadillo");
        build.version = textOf(*table, row, "Version");
        info.rows.push_back(std::move(build));
    }
    return info;
}

bool looksLikeBuildInfo(std::string_view text)
{
    text = withoutMark(text);
    while (!text.empty()) {
        std::string_view line = takeLine(text);
        if (line.starts_with('#') || trimmed(line).empty())
            continue;
        bool hasKey = false;
        bool hasOthers = false;
        while (!line.empty()) {
            std::string_view column = takeField(line, '|');
            const bool isKey = isSameName(trimmed(takeField(column, '!')), kBuildKey);
            hasKey = hasKey || isKey;
            hasOthers = hasOthers || !isKey;
        }
        return hasKey && hasOthers;
    }
    return false;
}

} // namespace tact
