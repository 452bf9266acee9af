#pragma once

#include "core/cache/entry.h"
#include "core/source.h"
#include "core/tact/cdnpath.h"

namespace catalog {

/// One object of a CDN as a look-up wants it: where it lies, and what proves it. A value.
struct CdnObject
{
    enum class Kind {
        Config,        ///< build, CDN and patch config, key ring: text named by its MD5
        ProductConfig, ///< JSON named by its MD5, in a folder of its own (column ConfigPath of `cdns`)
        Index,         ///< of an archive or of loose objects, in data/ or patch/
        File,          ///< BLTE: a manifest, or any other file
        PatchManifest, ///< "PA", in patch/
    };
    Kind kind = Kind::Config;
    tact::CdnPath path;                           ///< its own, or that of the archive it lies in
    std::optional<core::ByteRange> slice;         ///< of that archive
    std::optional<blte::EncodingKey> encodingKey; ///< of a file
    std::optional<blte::ContentKey> contentKey;   ///< of a file, where it is known
    std::optional<qint64> decodedSize;            ///< likewise, in bytes
    std::optional<qint64> encodedSize;            ///< of a file by itself, where an index tells it, in bytes
    QString what;                                 ///< for messages: "root", "build config"
};

CdnObject configObject(const blte::Digest &name, QString what);
CdnObject productConfigObject(const blte::Digest &name);
/// `folder`: Data or Patch.
CdnObject indexObject(const blte::Digest &name, tact::CdnPath::Kind folder = tact::CdnPath::Kind::Data);
CdnObject patchManifestObject(const blte::Digest &name);
/// An object by itself, under its encoding key.
CdnObject looseObject(const blte::EncodingKey &key, std::optional<blte::ContentKey> content, QString what);
CdnObject archivedObject(const blte::Digest &archive, core::ByteRange slice, const blte::EncodingKey &key,
                         std::optional<blte::ContentKey> content, QString what);

/// "root 02ba924c…": what it is and the name that proves it, in full.
QString describe(const CdnObject &object);

/// Where a copy lies in the cache: of a file with a content key the decoded one, of all else the bytes as
/// served. `folder` as in CdnHosts; of no account for
/// a product config.
cache::EntryKey entryKeyOf(const CdnObject &object, const QString &folder);
/// Of bytes as served, also of a file.
cache::EntryKey entryKeyOf(const CdnObject &object, const QString &folder, core::ByteRange part);

} // namespace catalog
