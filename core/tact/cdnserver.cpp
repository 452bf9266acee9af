#include "core/tact/cdnserver.h"

#include "core/tact/text.h"

#include <algorithm>

namespace tact {

namespace {

constexpr std::string_view kAlphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

bool isMadeOf(std::string_view text, std::string_view others)
{
    return std::all_of(text.begin(), text.end(), [others](char c) {
        return kAlphanumeric.find(c) != kAlphanumeric.npos || others.find(c) != others.npos;
    });
}

/// Host and port; square brackets around an IPv6 address.
bool isAuthority(std::string_view text)
{
    return !text.empty() && !text.starts_with(':') && isMadeOf(text, "-_.:[]");
}

std::string_view withoutSlashes(std::string_view path)
{
    path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
    return path.substr(0, path.find_last_not_of('/') + 1);
}

void readOptions(std::string_view query, CdnServer &server)
{
    while (!query.empty()) {
        std::string_view value = takeField(query, '&');
        const std::string name = lowerCase(takeField(value, '='));
        if (name == "fallback")
            server.isFallback = value == "1";
        else if (name == "strict")
            server.isStrict = value == "1";
        else if (const auto number = toNumber(value); name == "maxhosts" && number && *number > 0)
            server.maxHosts = static_cast<unsigned>(std::min<std::uint64_t>(*number, 1000));
    }
}

} // namespace

std::optional<CdnServer> parseCdnServer(std::string_view address)
{
    CdnServer server;
    std::string_view query = address.substr(0, address.find('#'));
    std::string_view place = takeField(query, '?');
    const std::size_t colon = place.find("://");
    const std::string scheme = lowerCase(place.substr(0, std::min(colon, place.size())));
    if (colon == place.npos || (scheme != "http" && scheme != "https"))
        return std::nullopt;
    place.remove_prefix(colon + 3);
    const std::string_view authority = takeField(place, '/');
    const auto folder = parseCdnFolder(place);
    if (!isAuthority(authority) || !folder)
        return std::nullopt;
    server.base = scheme + "://" + lowerCase(authority) + (folder->empty() ? "" : "/") + *folder;
    readOptions(query, server);
    return server;
}

std::optional<CdnServer> serverOfHost(std::string_view host)
{
    if (!isAuthority(host))
        return std::nullopt;
    CdnServer server;
    server.base = "http://" + lowerCase(host);
    return server;
}

std::optional<std::string> parseCdnFolder(std::string_view path)
{
    const std::string folder(withoutSlashes(path));
    for (std::string_view rest = folder; !rest.empty();) {
        const std::string_view name = takeField(rest, '/');
        if (name.empty() || name == "." || name == ".." || !isMadeOf(name, "-_."))
            return std::nullopt;
    }
    return folder;
}

std::string addressOf(const CdnServer &server, std::string_view folder, const CdnPath &path)
{
    const std::string_view inner = withoutSlashes(folder);
    std::string address = server.base + "/";
    if (!inner.empty())
        address.append(inner).append("/");
    return address.append(toPath(path));
}

} // namespace tact
