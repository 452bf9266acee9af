#include "core/tact/versiontables.h"

#include "core/tact/text.h"

namespace tact {

namespace {

std::optional<VersionRow> readVersion(const BpsvTable &table, std::size_t row)
{
    const auto buildConfig = blte::digestFromHex(table.cell(row, "BuildConfig"));
    const auto cdnConfig = blte::digestFromHex(table.cell(row, "CDNConfig"));
    if (!buildConfig || !cdnConfig)
        return std::nullopt;
    VersionRow version;
    version.region = table.cell(row, "Region");
    version.buildConfig = *buildConfig;
    version.cdnConfig = *cdnConfig;
    version.keyRing = blte::digestFromHex(table.cell(row, "KeyRing"));
    version.productConfig = blte::digestFromHex(table.cell(row, "ProductConfig"));
    version.buildId = toNumber(table.cell(row, "BuildId"));
    version.versionName = table.cell(row, "VersionsName");
    return version;
}

std::vector<CdnServer> readServers(const BpsvTable &table, std::size_t row, Warnings &warnings)
{
    std::string_view servers = table.cell(row, "Servers");
    const bool isNamesOnly = servers.empty();
    if (isNamesOnly)
        servers = table.cell(row, "Hosts");
    std::vector<CdnServer> found;
    for (std::string_view word = takeWord(servers); !word.empty(); word = takeWord(servers)) {
        if (auto server = isNamesOnly ? serverOfHost(word) : parseCdnServer(word))
            found.push_back(std::move(*server));
        else
            warnings.add(table.lineOf(row), "names a server by no http address");
    }
    return found;
}

SummaryRow::Kind summaryKind(std::string_view flags)
{
    if (flags.empty())
        return SummaryRow::Kind::Versions;
    if (flags == "cdn")
        return SummaryRow::Kind::Cdns;
    return flags == "bgdl" ? SummaryRow::Kind::BackgroundDownload : SummaryRow::Kind::Other;
}

/// A table with these columns, or a fault.
Expected<BpsvTable> tableWith(std::string_view text, std::string_view first, std::string_view second)
{
    auto table = BpsvTable::parse(text);
    if (!table)
        return table;
    for (const std::string_view wanted : {first, second}) {
        bool isThere = false;
        for (const BpsvTable::Column &column : table->columns())
            isThere = isThere || isSameName(column.name, wanted);
        if (!isThere)
            return failure(FaultKind::NotThisFormat, 1, "it has no column " + std::string(wanted));
    }
    return table;
}

} // namespace

Expected<VersionTable> parseVersions(std::string_view text)
{
    const auto table = tableWith(text, "Region", "BuildConfig");
    if (!table)
        return tl::unexpected(table.error());
    VersionTable versions;
    versions.sequenceNumber = table->sequenceNumber();
    for (std::size_t row = 0; row < table->rows(); ++row) {
        if (auto version = readVersion(*table, row))
            versions.rows.push_back(std::move(*version));
        else
            versions.warnings.add(table->lineOf(row), "has no build config or no CDN config");
    }
    return versions;
}

Expected<CdnTable> parseCdns(std::string_view text)
{
    const auto table = tableWith(text, "Name", "Path");
    if (!table)
        return tl::unexpected(table.error());
    CdnTable cdns;
    cdns.sequenceNumber = table->sequenceNumber();
    for (std::size_t row = 0; row < table->rows(); ++row) {
        const auto folder = parseCdnFolder(table->cell(row, "Path"));
        const auto configFolder = parseCdnFolder(table->cell(row, "ConfigPath"));
        if (!folder || folder->empty()) {
            cdns.warnings.add(table->lineOf(row), "has no path, or an unsafe one");
            continue;
        }
        cdns.rows.push_back({std::string(table->cell(row, "Name")), *folder, configFolder.value_or(""),
                             readServers(*table, row, cdns.warnings)});
    }
    return cdns;
}

Expected<SummaryTable> parseSummary(std::string_view text)
{
    const auto table = tableWith(text, "Product", "Seqn");
    if (!table)
        return tl::unexpected(table.error());
    SummaryTable summary;
    summary.sequenceNumber = table->sequenceNumber();
    for (std::size_t row = 0; row < table->rows(); ++row) {
        const std::string_view product = table->cell(row, "Product");
        const auto number = toNumber(table->cell(row, "Seqn"));
        if (product.empty() || !number)
            summary.warnings.add(table->lineOf(row), "has no product or no number");
        else
            summary.rows.push_back({std::string(product), *number, summaryKind(table->cell(row, "Flags"))});
    }
    return summary;
}

} // namespace tact
