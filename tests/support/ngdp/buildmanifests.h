#pragma once

#include "tests/support/ngdp/build.h"
#include "tests/support/ngdp/gameroots.h"
#include "tests/support/ngdp/tvfswriter.h"

/// What a build's manifests say of its files. Pure.
namespace ngdp {

/// Of every kind but None and Diablo3.
ByteVector rootOf(const BuildShape &shape, const std::vector<MadeFile> &files);
/// By first folder, the names below it; those in no folder are below "".
std::map<std::string, std::vector<NamedKey>> foldersOf(const std::vector<MadeFile> &files);
/// Likewise those with a number.
std::map<std::string, std::vector<Diablo3Asset>> assetsOf(const std::vector<MadeFile> &files);

std::vector<TaggedObject> tagged(const std::vector<MadeFile> &files);    ///< all objects
std::vector<TaggedObject> installed(const std::vector<MadeFile> &files); ///< those with tags

TvfsObject tvfsObject(const MadeManifest &object);
/// By the folder at which a manifest is mounted, the paths in that; "" is vfs-root.
std::map<std::string, std::vector<TvfsPath>> mountsOf(const std::vector<MadeFile> &files, VfsKind kind);

} // namespace ngdp
