#include "core/catalog/mirrorobject.h"

#include "core/blte/endian.h"

namespace catalog {

namespace {

using Folder = tact::CdnPath::Kind;

void addIndices(QList<MirrorObject> &objects, const tact::ArchiveList &list, Folder folder)
{
    const auto add = [&](const tact::ArchiveRef &index) {
        std::optional<qint64> size;
        if (index.indexSize)
            size = static_cast<qint64>(*index.indexSize);
        objects << MirrorObject{indexObject(index.name, folder), size};
    };
    for (const tact::ArchiveRef &archive : list.archives)
        add(archive);
    if (list.looseIndex)
        add(*list.looseIndex);
}

} // namespace

CdnObject servedObject(const MirrorObject &object)
{
    if (!object.slice)
        return object.object;
    return archivedObject(object.slice->archive, object.slice->range, {object.object.path.hash}, {},
                          object.object.what);
}

QList<MirrorObject> namedConfigs(const Build &build)
{
    QList<MirrorObject> objects;
    const auto addConfig = [&](const std::optional<blte::Digest> &name, const QString &what) {
        if (name)
            objects << MirrorObject{configObject(*name, what)};
    };
    addConfig(build.name, QStringLiteral("build config"));
    addConfig(build.cdnName, QStringLiteral("CDN config"));
    addConfig(build.cdn.selectionOf, QStringLiteral("CDN config"));
    addConfig(build.row.keyRing, QStringLiteral("key ring"));
    if (build.row.productConfig)
        objects << MirrorObject{productConfigObject(*build.row.productConfig)};
    return objects;
}

QList<MirrorObject> namedObjects(const Build &build)
{
    QList<MirrorObject> objects = namedConfigs(build);
    const bool hasPatches = !build.cdn.selectionOf;
    if (build.config.patchConfig && hasPatches)
        objects << MirrorObject{configObject(*build.config.patchConfig, QStringLiteral("patch config"))};
    if (build.config.patch && hasPatches)
        objects << MirrorObject{patchManifestObject(*build.config.patch)};
    addIndices(objects, build.cdn.data, Folder::Data);
    addIndices(objects, build.cdn.patch, Folder::Patch);
    return objects;
}

MirrorObject archiveObject(const blte::Digest &name, Folder folder, std::optional<qint64> size)
{
    CdnObject object;
    object.kind = CdnObject::Kind::File;
    object.path = {folder, name, false};
    object.what = QStringLiteral("archive");
    return {object, size, MirrorObject::Proof::Index};
}

transfer::WholeCipher cipherOf(const CdnHosts &hosts, const CdnObject &object, const blte::KeyStore *keys)
{
    if (hosts.armadillo.isEmpty() || object.kind == CdnObject::Kind::ProductConfig || !keys)
        return std::nullopt;
    const auto key = keys->findArmadillo(hosts.armadillo.toStdString());
    return key ? transfer::WholeCipher(blte::objectKeyFor(*key, object.path.hash)) : std::nullopt;
}

bool Shard::has(const blte::Digest &name) const
{
    return blte::readBigEndian<8>(name.data()) % count == number - 1;
}

} // namespace catalog
