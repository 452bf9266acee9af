#pragma once

#include "tests/support/ngdp/cdn.h"
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
    bool isEncoded = true; ///< false: the encoding manifest does not know it
};

/// The files of a build: made one by one, so that there may be more than memory holds.
struct FileSource
{
    std::size_t count = 0;
    std::function<FileShape(std::size_t)> at;
};
FileSource listed(std::vector<FileShape> files);

enum class RootKind { None, Wow };

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
    std::vector<RingKey> keyRing;
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

struct MadeFile
{
    std::string path;
    std::uint32_t fileDataId = 0;
    blte::Digest contentKey{};
    blte::Digest encodingKey{};
    std::uint64_t size = 0;
    std::uint64_t encodedSize = 0;
};

struct MadeBuild
{
    blte::Digest config{};
    std::optional<blte::Digest> keyRing;
    std::map<std::string, MadeManifest> manifests; ///< "root", "encoding", …
    std::vector<MadeFile> files;                   ///< in the order of the shape
};

/// Puts a build on a CDN: its files, its manifests, its configs. Cdn::seal() makes the CDN config for it.
MadeBuild addBuild(Cdn &cdn, const BuildShape &shape);

} // namespace ngdp
