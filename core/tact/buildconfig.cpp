#include "core/tact/buildconfig.h"

#include "core/tact/configvalues.h"
#include "core/tact/text.h"

namespace tact {

namespace {

constexpr std::string_view kVfs = "vfs-";

ManifestRef readManifest(ConfigValues &values, const std::string &name)
{
    ManifestRef ref;
    const auto keys = values.hashes(name);
    const auto sizes = values.numbers(name + "-size");
    if (!keys.empty() && keys[0])
        ref.contentKey = blte::ContentKey{*keys[0]};
    if (keys.size() > 1 && keys[1])
        ref.encodingKey = blte::EncodingKey{*keys[1]};
    if (!sizes.empty())
        ref.decodedSize = sizes[0];
    if (sizes.size() > 1)
        ref.encodedSize = sizes[1];
    return ref;
}

/// 32 zeros: a build without a root of its own.
ManifestRef readRoot(const Config &config, ConfigValues &values)
{
    const std::string_view value = config.value("root");
    return value.find_first_not_of('0') == value.npos ? ManifestRef() : readManifest(values, "root");
}

void readVfs(const Config &config, ConfigValues &values, BuildConfig &build)
{
    for (std::size_t i = 0; i < config.lines(); ++i) {
        const std::string_view key = config.line(i).key;
        if (!key.starts_with(kVfs))
            continue;
        const auto number = toNumber(key.substr(kVfs.size()));
        if (number && *number <= UINT32_MAX && !build.vfs.contains(static_cast<std::uint32_t>(*number)))
            build.vfs.emplace(static_cast<std::uint32_t>(*number), readManifest(values, std::string(key)));
    }
}

bool hasKeyLayout(const Config &config)
{
    for (std::size_t i = 0; i < config.lines(); ++i) {
        if (config.line(i).key.starts_with("key-layout-"))
            return true;
    }
    return false;
}

} // namespace

Expected<BuildConfig> parseBuildConfig(std::string_view text)
{
    const auto config = Config::parse(text);
    if (!config)
        return tl::unexpected(config.error());
    const Config::Kind kind = config->kind();
    if (kind == Config::Kind::Cdn || kind == Config::Kind::Patch || kind == Config::Kind::KeyRing)
        return failure(FaultKind::Contradiction, 1, "it is a config of another kind");
    BuildConfig build;
    build.warnings = config->warnings();
    ConfigValues values(*config, build.warnings);
    build.root = readRoot(*config, values);
    build.encoding = readManifest(values, "encoding");
    build.install = readManifest(values, "install");
    build.download = readManifest(values, "download");
    build.size = readManifest(values, "size");
    build.patchIndex = readManifest(values, "patch-index");
    build.vfsRoot = readManifest(values, "vfs-root");
    readVfs(*config, values, build);
    build.patch = values.hash("patch");
    build.patchSize = values.number("patch-size");
    build.patchConfig = values.hash("patch-config");
    build.name = values.text("build-name");
    build.product = values.text("build-product");
    build.uid = values.text("build-uid");
    build.isStatic = kind == Config::Kind::StaticBuild || hasKeyLayout(*config);
    return build;
}

} // namespace tact
