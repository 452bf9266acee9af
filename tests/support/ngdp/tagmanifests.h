#pragma once

#include "tests/support/ngdp/objectlayout.h"

/// Writes install, download and size manifests; core/tact has their formats in headers of those names.
namespace ngdp {

struct TagKind
{
    std::string name;
    unsigned type = 1;
};

/// Platforms 1, architectures 2, locales 3, regions 4, as World of Warcraft has them.
extern const std::vector<TagKind> kUsualTags;

struct TaggedObject
{
    std::string path; ///< of install manifests: written with "\" between folders
    blte::Digest contentKey{};
    blte::Digest encodingKey{};
    std::uint64_t size = 0;
    std::uint64_t encodedSize = 0;
    int priority = 0; ///< of download manifests
    std::vector<std::string> tags;
};

struct WrittenManifest
{
    ByteVector bytes;
    ObjectLayout layout; ///< as real ones are served
};

WrittenManifest writeInstall(unsigned version, const std::vector<TaggedObject> &objects,
                             const std::vector<TagKind> &tags = kUsualTags);

enum class Checksums { Without, With };

struct DownloadShape
{
    unsigned version = 3;
    Checksums checksums = Checksums::With;
    std::size_t flagSize = 1; ///< bytes; from version 2
    int basePriority = 0;     ///< of version 3
};
WrittenManifest writeDownload(const DownloadShape &shape, const std::vector<TaggedObject> &objects,
                              const std::vector<TagKind> &tags = kUsualTags);

WrittenManifest writeSize(unsigned version, const std::vector<TaggedObject> &objects,
                          const std::vector<TagKind> &tags = kUsualTags);

} // namespace ngdp
