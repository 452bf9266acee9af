#include "core/catalog/wantedmanifests.h"

#include "core/bytes.h"

namespace catalog {

namespace {

WantedFile wantedManifest(const tact::ManifestRef &manifest, const QString &what)
{
    WantedFile file;
    file.contentKey = manifest.contentKey; // all that is known of most roots
    if (manifest.encodingKey)
        file.encodingKey = core::toByteArray(manifest.encodingKey->digest);
    if (manifest.encodedSize)
        file.encodedSize = static_cast<qint64>(*manifest.encodedSize);
    file.what = what;
    return file;
}

} // namespace

QList<WantedFile> wantedManifests(const tact::BuildConfig &config)
{
    QList<WantedFile> all;
    const auto add = [&](const tact::ManifestRef &manifest, const QString &what) {
        if (manifest.isNamed())
            all << wantedManifest(manifest, what);
    };
    add(config.encoding, QStringLiteral("encoding manifest"));
    add(config.root, QStringLiteral("root"));
    add(config.install, QStringLiteral("install manifest"));
    add(config.download, QStringLiteral("download manifest"));
    add(config.size, QStringLiteral("size manifest"));
    add(config.vfsRoot, QStringLiteral("vfs-root"));
    for (const auto &[number, manifest] : config.vfs)
        add(manifest, QStringLiteral("vfs-%1").arg(number));
    return all;
}

std::optional<WantedFile> wantedPatchIndex(const tact::BuildConfig &config)
{
    if (!config.patchIndex.isNamed())
        return std::nullopt;
    return wantedManifest(config.patchIndex, QStringLiteral("patch index"));
}

} // namespace catalog
