#include "tests/support/ngdp/tvfswriter.h"

#include <map>
#include <memory>

namespace ngdp {

using support::ByteBuilder;

namespace {

constexpr std::uint8_t kValue = 0xFF; // before a value in the path table
constexpr std::uint32_t kFolder = 0x80000000;

std::size_t widthFor(std::size_t tableSize)
{
    return tableSize <= 0xFF ? 1 : tableSize <= 0xFFFF ? 2 : tableSize <= 0xFFFFFF ? 3 : 4;
}

/// A folder of the tree.
struct Node
{
    std::map<std::string, std::unique_ptr<Node>> folders;
    std::map<std::string, std::uint32_t> files; ///< where they are in the file table
};

void addPath(Node &root, const std::string &path, std::uint32_t file)
{
    Node *node = &root;
    std::size_t begin = 0;
    for (std::size_t end = path.find('/'); end != path.npos; end = path.find('/', begin)) {
        auto &folder = node->folders[path.substr(begin, end - begin)];
        if (!folder)
            folder = std::make_unique<Node>();
        node = folder.get();
        begin = end + 1;
    }
    node->files[path.substr(begin)] = file;
}

ByteVector contentsOf(const Node &node)
{
    ByteBuilder bytes;
    for (const auto &[name, folder] : node.folders) {
        const ByteVector inside = contentsOf(*folder);
        bytes.big(name.size(), 1).text(name).big(0, 1); // the zero is the "/" behind it
        bytes.big(kValue, 1).big(kFolder | (inside.size() + 4), 4).bytes(inside);
    }
    for (const auto &[name, file] : node.files)
        bytes.big(name.size(), 1).text(name).big(kValue, 1).big(file, 4);
    return bytes.done();
}

/// The objects, each once, and how they are encoded.
struct Containers
{
    explicit Containers(const std::vector<TvfsPath> &files, const TvfsShape &shape);

    ByteBuilder especs;
    ByteBuilder table;
    std::map<blte::Digest, std::size_t> places;
};

Containers::Containers(const std::vector<TvfsPath> &files, const TvfsShape &shape)
{
    std::map<std::string, std::size_t> especPlaces;
    for (const TvfsPath &file : files) {
        for (const TvfsObject &object : file.objects) {
            if (shape.hasEspecs && especPlaces.emplace(object.espec, especs.size()).second)
                especs.cString(object.espec);
        }
    }
    for (const TvfsPath &file : files) {
        for (const TvfsObject &object : file.objects) {
            if (!places.emplace(object.encodingKey, table.size()).second)
                continue;
            table.bytes(blte::Bytes(object.encodingKey).first(shape.keySize)).big(object.encodedSize, 4);
            if (shape.hasEspecs)
                table.big(especPlaces.at(object.espec), widthFor(especs.size()));
            table.big(object.size, 4);
            if (shape.hasContentKeys)
                table.bytes(object.contentKey);
        }
    }
}

} // namespace

ByteVector writeTvfs(const std::vector<TvfsPath> &files, const TvfsShape &shape)
{
    const Containers containers(files, shape);
    ByteBuilder fileTable;
    Node root;
    for (const TvfsPath &file : files) {
        addPath(root, file.path, static_cast<std::uint32_t>(fileTable.size()));
        fileTable.big(file.objects.size(), 1);
        for (const TvfsObject &object : file.objects) {
            fileTable.big(0, 4).big(object.size, 4);
            fileTable.big(containers.places.at(object.encodingKey), widthFor(containers.table.size()));
        }
    }
    const ByteVector inside = contentsOf(root);
    const ByteVector paths =
        ByteBuilder().big(kValue, 1).big(kFolder | (inside.size() + 4), 4).bytes(inside).done();
    const std::size_t headerSize = shape.hasEspecs ? 46 : 38;
    std::size_t at = headerSize;
    const auto place = [&at](ByteBuilder &bytes, std::size_t size) {
        bytes.big(at, 4).big(size, 4);
        at += size;
    };
    ByteBuilder bytes;
    bytes.text("TVFS").big(1, 1).big(headerSize, 1).big(shape.keySize, 1).big(9, 1);
    bytes.big((shape.hasContentKeys ? 1u : 0u) | (shape.hasEspecs ? 2u : 0u), 4);
    place(bytes, paths.size());
    place(bytes, fileTable.size());
    place(bytes, containers.table.size());
    bytes.big(16, 2); // depth
    if (shape.hasEspecs)
        place(bytes, containers.especs.size());
    bytes.bytes(paths).bytes(fileTable.done()).bytes(containers.table.done());
    return bytes.bytes(containers.especs.done()).done();
}

} // namespace ngdp
