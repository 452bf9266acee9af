#pragma once

#include "core/blte/keystore.h"
#include "core/catalog/build.h"
#include "core/catalog/cdnhosts.h"
#include "core/catalog/cdnobject.h"
#include "core/transfer/archivecheck.h"

namespace catalog {

/// An object of a build as a CDN serves it, for whoever keeps a copy of them all. A value.
struct MirrorObject
{
    enum class Proof {
        Name,  ///< its name proves its bytes
        Index, ///< an archive: its index proves each of its objects
    };
    enum class Promise {
        Listed,   ///< by a config or an index
        Unlisted, ///< only the encoding manifest knows it: the CDN may never have had it
    };
    CdnObject object;                ///< as it lies in the mirror
    std::optional<qint64> size = {}; ///< as served, bytes; empty: nobody tells
    Proof proof = Proof::Name;
    Promise promise = Promise::Listed;
    /// Where the CDN has it in an archive, and the mirror by itself.
    struct Slice
    {
        blte::Digest archive{};
        core::ByteRange range;
    };
    std::optional<Slice> slice = {};
};

/// The object as the CDN has it.
CdnObject servedObject(const MirrorObject &object);

/// The configs of a build: its own, that of its CDN, and of `row` the key ring and the product config. Of a
/// mirror that has parts of a build (tact::CdnConfig::selectionOf) also the CDN config of the whole. Pure.
QList<MirrorObject> namedConfigs(const Build &build);
/// These, and what else the configs of a build name but for its manifests: the patch config, the indices, the
/// patch manifest. A mirror of parts of a build has no patches. Pure.
QList<MirrorObject> namedObjects(const Build &build);
/// An archive of a list, in data/ or patch/.
MirrorObject archiveObject(const blte::Digest &name, tact::CdnPath::Kind folder, std::optional<qint64> size);

/// What an object that lies by itself, or an archive, of a build with these hosts is encrypted with as a
/// whole (Armadillo); nothing: it is clear. `keys` have the key of every build that could be opened. Pure.
transfer::WholeCipher cipherOf(const CdnHosts &hosts, const CdnObject &object, const blte::KeyStore *keys);

/// The part of a mirror that one of several machines keeps. A value.
struct Shard
{
    quint64 number = 1; ///< from 1
    quint64 count = 1;

    /// By the first 8 bytes of the name, as a big-endian number: divided by `count` they leave number - 1. An
    /// archive and its index have the same name.
    bool has(const blte::Digest &name) const;
};

} // namespace catalog
