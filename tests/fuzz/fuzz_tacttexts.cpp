#include "core/tact/buildconfig.h"
#include "core/tact/buildinfo.h"
#include "core/tact/cdnconfig.h"
#include "core/tact/listfile.h"
#include "core/tact/namehash.h"
#include "core/tact/patchconfig.h"
#include "core/tact/text.h"
#include "core/tact/textroots.h"
#include "core/tact/versiontables.h"

#include <algorithm>
#include <cstdlib>

// Any text, as each of the text formats of the network: no crash; no more rows than lines; and nothing that
// leads out of a CDN's folder or names a user.

namespace {

void check(bool isRight)
{
    if (!isRight)
        std::abort();
}

void checkServers(const std::vector<tact::CdnServer> &servers)
{
    for (const tact::CdnServer &server : servers) {
        check(server.base.starts_with("http://") || server.base.starts_with("https://"));
        check(server.base.find_first_of("?#@ \\") == std::string::npos && !server.base.ends_with('/'));
        check(server.base.find("..") == std::string::npos || server.base.find("/../") == std::string::npos);
        check(tact::parseCdnServer(server.base).has_value());
    }
}

void readTables(std::string_view text, std::size_t lines)
{
    if (const auto table = tact::BpsvTable::parse(text))
        check(table->rows() < lines && !table->columns().empty());
    if (const auto versions = tact::parseVersions(text))
        check(versions->rows.size() + versions->warnings.count() < lines);
    if (const auto summary = tact::parseSummary(text))
        check(summary->rows.size() + summary->warnings.count() < lines);
    const auto cdns = tact::parseCdns(text);
    for (const tact::CdnRow &row : cdns ? cdns->rows : std::vector<tact::CdnRow>()) {
        check(!row.folder.empty() && !row.folder.starts_with('/') &&
              tact::parseCdnFolder(row.folder) == row.folder);
        checkServers(row.servers);
    }
}

void readConfigs(std::string_view text, std::size_t lines)
{
    if (const auto config = tact::Config::parse(text)) {
        check(config->lines() + config->warnings().count() <= lines);
        for (std::size_t i = 0; i < config->lines(); ++i)
            check(config->find(config->line(i).key)->number >= config->line(i).number);
    }
    if (const auto build = tact::parseBuildConfig(text))
        check(build->vfs.size() <= lines);
    if (const auto cdn = tact::parseCdnConfig(text))
        check(cdn->data.archives.size() <= text.size() / 32);
    if (const auto patch = tact::parsePatchConfig(text))
        check(patch->entries.size() <= lines);
}

void readNames(std::string_view text, std::size_t lines)
{
    (void)tact::looksLikeListfile(text);
    (void)tact::looksLikeBuildInfo(text);
    if (const auto info = tact::parseBuildInfo(text))
        check(info->rows.size() <= lines);
    for (std::string_view rest = text; !rest.empty();) {
        const auto line = tact::readListfileLine(tact::takeLine(rest));
        check(!line || !line->path.empty());
    }
    std::size_t rows = 0;
    tact::Warnings warnings;
    const auto countFile = [&](std::string_view path, const blte::ContentKey &) {
        check(!path.empty());
        ++rows;
    };
    tact::visitStarCraftRoot(text, countFile, warnings);
    (void)tact::visitOverwatchRoot(text, countFile, warnings);
    check(rows <= 2 * lines);
    (void)tact::nameHash(text);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    readTables(text, lines);
    readConfigs(text, lines);
    readNames(text, lines);
    return 0;
}
