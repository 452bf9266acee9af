#include "core/tact/cdnconfig.h"

#include "core/tact/configvalues.h"

namespace tact {

namespace {

/// `prefix`: "" or "patch-".
ArchiveList readList(const Config &config, ConfigValues &values, Warnings &warnings,
                     const std::string &prefix)
{
    ArchiveList list;
    const std::string key = prefix + "archives";
    const auto names = values.hashes(key);
    auto sizes = values.numbers(key + "-index-size");
    if (sizes.size() != names.size() && !sizes.empty()) {
        warnings.add(config.find(key + "-index-size")->number, "has not as many sizes as there are archives");
        sizes.clear();
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i])
            list.archives.push_back({*names[i], sizes.empty() ? std::nullopt : sizes[i]});
    }
    if (list.archives.size() == names.size())
        list.group = values.hash(prefix + "archive-group");
    if (const auto name = values.hash(prefix + "file-index"))
        list.looseIndex = ArchiveRef{*name, values.number(prefix + "file-index-size")};
    return list;
}

} // namespace

Expected<CdnConfig> parseCdnConfig(std::string_view text)
{
    const auto config = Config::parse(text);
    if (!config)
        return tl::unexpected(config.error());
    if (config->kind() != Config::Kind::Cdn && config->kind() != Config::Kind::Other)
        return failure(FaultKind::Contradiction, 1, "it is a config of another kind");
    CdnConfig cdn;
    cdn.warnings = config->warnings();
    ConfigValues values(*config, cdn.warnings);
    cdn.data = readList(*config, values, cdn.warnings, "");
    cdn.patch = readList(*config, values, cdn.warnings, "patch-");
    cdn.selectionOf = values.hash("selection-of");
    for (const auto &build : values.hashes("builds")) {
        if (build)
            cdn.builds.push_back(*build);
    }
    return cdn;
}

std::string selectionConfig(const ArchiveRef &looseIndex, const blte::Digest &selectionOf)
{
    std::string text = "# CDN Configuration\n\nfile-index = " + blte::toHex(looseIndex.name) + '\n';
    if (looseIndex.indexSize)
        text += "file-index-size = " + std::to_string(*looseIndex.indexSize) + '\n';
    return text + "selection-of = " + blte::toHex(selectionOf) + "\n\n";
}

} // namespace tact
