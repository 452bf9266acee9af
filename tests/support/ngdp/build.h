#pragma once

#include "tests/support/ngdp/cdn.h"
#include "tests/support/ngdp/tagmanifests.h"
#include "tests/support/ngdp/texts.h"
#include "tests/support/ngdp/wowrootwriter.h"

#include <set>

namespace ngdp {

inline constexpr std::uint32_t kEveryLocale = 0xFFFFFFFF;

struct FileShape
{
    std::string path; ///< "/" or "\" between folders
    ByteVector content;
    std::uint32_t fileDataId = 0;
    std::uint32_t contentFlags = 0;
    std::uint32_t locales = kEveryLocale;
    ObjectLayout layout = ObjectLayout::one(kRaw);
    Place place = Place::Archive;
    bool isEncoded = true;         ///< false: the encoding manifest does not know it
    std::vector<std::string> tags; ///< empty: it is not in the install manifest
    int priority = 0;              ///< in the download manifest
    /// In a build of Diablo III it has fileDataId for a number in its folder, and CoreTOC.dat has the last
    /// part of its path for its name.
    std::optional<std::uint32_t> assetKind = {};
    std::size_t spans =
        1; ///< objects that it is cut into, as TVFS manifests have it; only they know the file
};

/// The files of a build: made one by one, so that there may be more than memory holds.
struct FileSource
{
    std::size_t count = 0;
    std::function<FileShape(std::size_t)> at;
};
FileSource listed(std::vector<FileShape> files);

enum class RootKind {
    None, ///< the build config names none
    Wow,
    StarCraft,
    Overwatch,
    Diablo3,
    Mndx,
    Token, ///< 32 bytes of text: the install manifest is the tree
};

enum class VfsKind {
    None,
    Flat,   ///< all in vfs-root
    Nested, ///< each first folder is a manifest of its own: vfs-2, vfs-3, …
};

/// How install and size manifests are left out.
inline constexpr unsigned kNoManifest = 0;

/// What is wrong with a manifest.
enum class Lack {
    Config,   ///< the build config does not name it
    Encoding, ///< the encoding manifest does not know it, and the config tells its content key only
    Object,   ///< it is nowhere on the CDN
};

struct BuildShape
{
    std::string name = "WOW-12345patch1.15.8_ClassicRetail";
    std::string product = "WoW";
    std::string uid = "wow_classic_era";
    FileSource files;
    RootKind root = RootKind::Wow;
    WowRootForm wowRoot = WowRootForm::Version2;
    VfsKind vfs = VfsKind::None; ///< it names the root manifest, too, as ".root"
    std::size_t vfsKeySize = 9;  ///< bytes of an encoding key in TVFS manifests, up to 16
    unsigned installVersion = 1; ///< up to 2, or kNoManifest
    std::optional<DownloadShape> download = DownloadShape{};
    unsigned sizeVersion = 2; ///< 1, 2 or kNoManifest
    std::vector<RingKey> keyRing;
    std::size_t patched = 0; ///< so many of its files have a patch, and the build has a patch manifest
    /// "root", "encoding", "install", … and what it lacks.
    std::map<std::string, std::set<Lack>> lacks;
    /// Entries of the encoding manifest for files that are nowhere: real manifests are full of them. 64 bytes
    /// each.
    std::size_t strangers = 0;
    ObjectLayout rootLayout = ObjectLayout::even(256 << 10, kZlib);
    std::optional<ObjectLayout> encodingLayout = {}; ///< instead of the one that real manifests have
};

struct MadeManifest
{
    blte::Digest contentKey{};
    blte::Digest encodingKey{};
    std::uint64_t size = 0;
    std::uint64_t encodedSize = 0;
    std::string espec;
};

/// Its keys and sizes are those of its (first) object.
struct MadeFile : MadeManifest
{
    std::string path; ///< "/" between folders
    std::uint32_t fileDataId = 0;
    std::uint32_t contentFlags = 0;
    std::uint32_t locales = 0;
    std::vector<std::string> tags;
    int priority = 0;
    std::optional<std::uint32_t> assetKind = {};
    std::vector<MadeManifest> furtherSpans;
};

struct MadeBuild
{
    blte::Digest config{};
    std::optional<blte::Digest> keyRing;
    std::optional<blte::Digest> patchManifest;     ///< in patch/, as its patches are
    std::map<std::string, MadeManifest> manifests; ///< "root", "encoding", …
    std::vector<MadeFile> files;                   ///< in the order of the shape
};

/// Puts a build on a CDN: its files, its manifests, its configs. Cdn::seal() makes the CDN config for it.
MadeBuild addBuild(Cdn &cdn, const BuildShape &shape);

} // namespace ngdp
