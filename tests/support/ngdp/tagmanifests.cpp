#include "tests/support/ngdp/tagmanifests.h"

#include "tests/support/tactbuilder.h"

#include <algorithm>

namespace ngdp {

using support::ByteBuilder;

namespace {

ByteVector tagBytes(const std::vector<TagKind> &tags, const std::vector<TaggedObject> &objects)
{
    ByteBuilder bytes;
    for (const TagKind &tag : tags) {
        ByteVector bits((objects.size() + 7) / 8);
        for (std::size_t i = 0; i < objects.size(); ++i) {
            const auto &names = objects[i].tags;
            if (std::find(names.begin(), names.end(), tag.name) != names.end())
                bits[i / 8] = static_cast<std::uint8_t>(bits[i / 8] | 0x80u >> i % 8);
        }
        bytes.cString(tag.name).big(tag.type, 2).bytes(bits);
    }
    return bytes.done();
}

std::string withBackslashes(std::string path)
{
    std::replace(path.begin(), path.end(), '/', '\\');
    return path;
}

} // namespace

const std::vector<TagKind> kUsualTags = {{"Windows", 1}, {"OSX", 1},  {"x86_32", 2}, {"x86_64", 2},
                                         {"arm64", 2},   {"enUS", 3}, {"deDE", 3},   {"frFR", 3},
                                         {"US", 4},      {"EU", 4},   {"CN", 4}};

WrittenManifest writeInstall(unsigned version, const std::vector<TaggedObject> &objects,
                             const std::vector<TagKind> &tags)
{
    ByteBuilder bytes;
    bytes.text("IN").big(version, 1).big(16, 1).big(tags.size(), 2).big(objects.size(), 4);
    if (version >= 2)
        bytes.big(20, 1).big(0, 5);
    bytes.bytes(tagBytes(tags, objects));
    const std::size_t header = bytes.size();
    for (const TaggedObject &object : objects) {
        bytes.cString(withBackslashes(object.path)).bytes(object.contentKey).big(object.size, 4);
        if (version >= 2)
            bytes.big(0, 1);
    }
    return {bytes.done(), {{{header, 1, kZlib}, {0, 1, kRaw}}, support::TableFormat::Normal}};
}

WrittenManifest writeDownload(const DownloadShape &shape, const std::vector<TaggedObject> &objects,
                              const std::vector<TagKind> &tags)
{
    const bool hasChecksums = shape.checksums == Checksums::With;
    ByteBuilder bytes;
    bytes.text("DL").big(shape.version, 1).big(16, 1).big(hasChecksums ? 1 : 0, 1);
    bytes.big(objects.size(), 4).big(tags.size(), 2);
    if (shape.version >= 2)
        bytes.big(shape.flagSize, 1);
    if (shape.version >= 3)
        bytes.big(static_cast<std::uint64_t>(shape.basePriority), 1).zeros(3);
    const std::size_t header = bytes.size();
    for (const TaggedObject &object : objects) {
        const int priority = object.priority + (shape.version >= 3 ? shape.basePriority : 0);
        bytes.bytes(object.encodingKey).big(object.encodedSize, 5);
        bytes.big(static_cast<std::uint64_t>(priority), 1);
        if (hasChecksums)
            bytes.big(0, 4);
        if (shape.version >= 2)
            bytes.zeros(shape.flagSize);
    }
    const std::size_t entries = bytes.size() - header;
    bytes.bytes(tagBytes(tags, objects));
    return {bytes.done(),
            {{{header, 1, kRaw}, {entries, 1, kRaw}, {0, 1, kZlib}}, support::TableFormat::Normal}};
}

WrittenManifest writeSize(unsigned version, const std::vector<TaggedObject> &objects,
                          const std::vector<TagKind> &tags)
{
    std::uint64_t total = 0;
    for (const TaggedObject &object : objects)
        total += object.size;
    ByteBuilder bytes;
    bytes.text("DS").big(version, 1).big(9, 1).big(objects.size(), 4).big(tags.size(), 2);
    if (version == 1)
        bytes.big(total, 8).big(4, 1);
    else
        bytes.big(total, 5);
    bytes.bytes(tagBytes(tags, objects));
    for (const TaggedObject &object : objects)
        bytes.bytes(blte::Bytes(object.encodingKey).first(9)).big(object.size, 4);
    return {bytes.done(), ObjectLayout::one(kZlib)};
}

} // namespace ngdp
