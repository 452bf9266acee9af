#pragma once

#include "core/tact/cdnpath.h"

namespace tact {

/// One entry of the column `Servers` of a cdns table, or of the `hosts` of a channel's cdns object:
///   http://level3.blizzard.com/?maxhosts=4&fallback=1   (wowdev.wiki/TACT, "CDNs")
/// The slash before the query may be missing, and the options come in any order.
struct CdnServer
{
    std::string base;                 ///< scheme, host, port and folder; no slash at its end, no query
    std::optional<unsigned> maxHosts; ///< most connections to it; empty: not limited
    bool isFallback = false;          ///< to be asked only after all others
    bool isStrict = false;            ///< this list is never to be left for other servers
    bool operator==(const CdnServer &) const = default;
};

/// Empty unless it is an http or https address of a host, without a user's name in it.
std::optional<CdnServer> parseCdnServer(std::string_view address);
/// Of the column `Hosts`: a name without scheme and options. Plain http, as the clients use it.
std::optional<CdnServer> serverOfHost(std::string_view host);

/// The column `Path` without the slashes around it: "tpr/wow". Its case matters. Empty unless it is made of
/// folder names only (letters, digits, "-", "_", "."; never "..").
std::optional<std::string> parseCdnFolder(std::string_view path);

/// http://host/tpr/wow/data/ab/cd/abcd…: exactly one slash between the parts.
std::string addressOf(const CdnServer &server, std::string_view folder, const CdnPath &path);

} // namespace tact
