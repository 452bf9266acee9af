#include "core/tact/cdnpath.h"

#include "core/tact/text.h"

namespace tact {

namespace {

constexpr std::string_view kIndexSuffix = ".index";

std::optional<CdnPath::Kind> kindOf(std::string_view folder, std::string_view before)
{
    // Product configs lie under tpr/configs/data/: configs, whatever their last folder is called
    //.
    if (folder == "data")
        return before == "configs" ? CdnPath::Kind::Config : CdnPath::Kind::Data;
    if (folder == "config")
        return CdnPath::Kind::Config;
    if (folder == "patch")
        return CdnPath::Kind::Patch;
    return std::nullopt;
}

std::string_view folderName(CdnPath::Kind kind)
{
    switch (kind) {
    case CdnPath::Kind::Config:
        return "config";
    case CdnPath::Kind::Data:
        return "data";
    case CdnPath::Kind::Patch:
        break;
    }
    return "patch";
}

/// Takes the last segment off the path; empty when there is none.
std::string_view takeLastSegment(std::string_view &path)
{
    const std::size_t slash = path.rfind('/');
    const std::string_view segment = slash == path.npos ? path : path.substr(slash + 1);
    path = slash == path.npos ? std::string_view() : path.substr(0, slash);
    return segment;
}

} // namespace

std::optional<CdnPath> parseCdnPath(std::string_view urlPath)
{
    CdnPath path;
    std::string_view hash = takeLastSegment(urlPath);
    path.isIndex = hash.ends_with(kIndexSuffix);
    if (path.isIndex)
        hash.remove_suffix(kIndexSuffix.size());
    const std::string_view second = takeLastSegment(urlPath);
    const std::string_view first = takeLastSegment(urlPath);
    const std::string_view folder = takeLastSegment(urlPath);
    const auto kind = kindOf(folder, takeLastSegment(urlPath));
    const auto digest = blte::digestFromHex(hash);
    if (!kind || !digest || !isSameName(first, hash.substr(0, 2)) || !isSameName(second, hash.substr(2, 2)))
        return std::nullopt;
    path.kind = *kind;
    path.hash = *digest;
    return path;
}

std::string toPath(const CdnPath &path)
{
    const std::string hex = blte::toHex(path.hash);
    std::string text(folderName(path.kind));
    text.append("/").append(hex, 0, 2).append("/").append(hex, 2, 2).append("/").append(hex);
    return path.isIndex ? text.append(kIndexSuffix) : text;
}

} // namespace tact
