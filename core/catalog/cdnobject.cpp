#include "core/catalog/cdnobject.h"

#include "core/hex.h"

namespace catalog {

using Kind = CdnObject::Kind;
using tact::CdnPath;

namespace {

CdnObject named(Kind kind, CdnPath::Kind folder, const blte::Digest &name, QString what)
{
    CdnObject object;
    object.kind = kind;
    object.path.kind = folder;
    object.path.hash = name;
    object.path.isIndex = kind == Kind::Index;
    object.what = std::move(what);
    return object;
}

/// That proves it.
const blte::Digest &nameOf(const CdnObject &object)
{
    return object.encodingKey ? object.encodingKey->digest : object.path.hash;
}

cache::EntryKey::Kind servedKind(Kind kind)
{
    switch (kind) {
    case Kind::Config:
    case Kind::ProductConfig:
        return cache::EntryKey::Kind::Config;
    case Kind::Index:
        return cache::EntryKey::Kind::Index;
    case Kind::File:
    case Kind::PatchManifest:
        break;
    }
    return cache::EntryKey::Kind::Encoded;
}

} // namespace

CdnObject configObject(const blte::Digest &name, QString what)
{
    return named(Kind::Config, CdnPath::Kind::Config, name, std::move(what));
}

CdnObject productConfigObject(const blte::Digest &name)
{
    return named(Kind::ProductConfig, CdnPath::Kind::Config, name, QStringLiteral("product config"));
}

CdnObject indexObject(const blte::Digest &name, CdnPath::Kind folder)
{
    return named(Kind::Index, folder, name, QStringLiteral("index"));
}

CdnObject patchManifestObject(const blte::Digest &name)
{
    return named(Kind::PatchManifest, CdnPath::Kind::Patch, name, QStringLiteral("patch manifest"));
}

CdnObject looseObject(const blte::EncodingKey &key, std::optional<blte::ContentKey> content, QString what)
{
    CdnObject object = named(Kind::File, CdnPath::Kind::Data, key.digest, std::move(what));
    object.encodingKey = key;
    object.contentKey = content;
    return object;
}

CdnObject archivedObject(const blte::Digest &archive, core::ByteRange slice, const blte::EncodingKey &key,
                         std::optional<blte::ContentKey> content, QString what)
{
    CdnObject object = looseObject(key, content, std::move(what));
    object.path.hash = archive;
    object.slice = slice;
    return object;
}

QString describe(const CdnObject &object)
{
    return object.what + u' ' + core::hex(nameOf(object));
}

cache::EntryKey entryKeyOf(const CdnObject &object, const QString &folder)
{
    if (object.contentKey)
        return {cache::EntryKey::Kind::Decoded, folder, object.contentKey->digest};
    // Its name is that of its text alone, and whoever lists products does not know their folders.
    const bool isProductConfig = object.kind == Kind::ProductConfig;
    return {servedKind(object.kind), isProductConfig ? QString() : folder, nameOf(object)};
}

cache::EntryKey entryKeyOf(const CdnObject &object, const QString &folder, core::ByteRange part)
{
    return {servedKind(object.kind), folder, nameOf(object),
            cache::EntryKey::Part{static_cast<quint64>(part.first), static_cast<quint64>(part.size())}};
}

} // namespace catalog
