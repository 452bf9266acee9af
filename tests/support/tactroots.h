#pragma once

#include "tests/support/tactbuilder.h"

#include <initializer_list>

/// Made root manifests.
namespace support {

enum class RootForm { Old, Named, Version1, Version2 };

/// A block of a WoW root: file n has the key keyOf(n) and the name hash 3·n.
struct RootBlockShape
{
    std::uint32_t flags = 0;
    std::uint32_t locales = 0x2;
    std::vector<std::uint32_t> ids;
    bool hasHashes = true;
};

inline void addRootHeader(ByteBuilder &bytes, RootForm form, std::uint32_t files, std::uint32_t named)
{
    if (form == RootForm::Named)
        bytes.text("TSFM").little(files, 4).little(named, 4);
    else if (form != RootForm::Old)
        bytes.text("TSFM")
            .little(24, 4)
            .little(form == RootForm::Version1 ? 1 : 2, 4)
            .little(files, 4)
            .little(named, 4)
            .zeros(4);
}

inline void addRootBlock(ByteBuilder &bytes, RootForm form, const RootBlockShape &block)
{
    bytes.little(block.ids.size(), 4);
    if (form == RootForm::Version2) {
        // The three parts of the flags.
        bytes.little(block.locales, 4).little(block.flags & 0xFFFF, 4).little(block.flags & 0xFE000000, 4);
        bytes.big(block.flags >> 17 & 0xFF, 1);
    } else {
        bytes.little(block.flags, 4).little(block.locales, 4);
    }
    std::uint32_t next = 0;
    for (const std::uint32_t id : block.ids) {
        bytes.little(id - next, 4);
        next = id + 1;
    }
    for (const std::uint32_t id : block.ids) {
        bytes.bytes(keyOf(id));
        if (form == RootForm::Old)
            bytes.little(id * 3u, 8);
    }
    for (const std::uint32_t id : block.ids) {
        if (form != RootForm::Old && block.hasHashes)
            bytes.little(id * 3u, 8);
    }
}

/// Three blocks, and one without files.
inline const std::vector<RootBlockShape> kRootBlocks = {
    {0x80, 0x173f6, {5, 6, 100, 2000000000}, true}, // low violence
    {0x8000000, 0x2, {0}, true},                    // encrypted
    {0, 0x4, {7, 8}, true},
};

inline ByteVector madeRoot(RootForm form)
{
    ByteBuilder bytes;
    addRootHeader(bytes, form, 2000, 2000);
    for (const RootBlockShape &block : kRootBlocks)
        addRootBlock(bytes, form, block);
    addRootBlock(bytes, form, {});
    return bytes.done();
}

/// A TVFS manifest of such tables.
struct TreeShape
{
    ByteVector paths;
    ByteVector files;
    ByteVector containers;
    ByteVector especs;
    unsigned flags = 0;
    unsigned keySize = 9;
    unsigned headerSize = 46;
};

inline ByteVector madeTree(const TreeShape &shape)
{
    ByteBuilder bytes;
    const std::size_t paths = shape.headerSize;
    const std::size_t files = paths + shape.paths.size();
    const std::size_t containers = files + shape.files.size();
    const std::size_t especs = containers + shape.containers.size();
    bytes.text("TVFS").big(1, 1).big(shape.headerSize, 1).big(shape.keySize, 1).big(9, 1).big(shape.flags, 4);
    bytes.big(paths, 4).big(shape.paths.size(), 4).big(files, 4).big(shape.files.size(), 4);
    bytes.big(containers, 4).big(shape.containers.size(), 4).big(3, 2);
    if (shape.headerSize >= 46)
        bytes.big(especs, 4).big(shape.especs.size(), 4);
    return bytes.bytes(shape.paths).bytes(shape.files).bytes(shape.containers).bytes(shape.especs).done();
}

// Pieces of a path table.
inline ByteVector treeName(std::string_view text)
{
    return ByteBuilder().big(text.size(), 1).text(text).done();
}

inline ByteVector treeFile(std::string_view text, std::uint32_t value)
{
    return ByteBuilder().bytes(treeName(text)).big(0xFF, 1).big(value, 4).done();
}

inline ByteVector treeFolder(const ByteVector &before, const ByteVector &inside)
{
    return ByteBuilder()
        .bytes(before)
        .big(0xFF, 1)
        .big(0x80000000 | (inside.size() + 4), 4)
        .bytes(inside)
        .done();
}

inline ByteVector joined(std::initializer_list<ByteVector> parts)
{
    ByteBuilder bytes;
    for (const ByteVector &part : parts)
        bytes.bytes(part);
    return bytes.done();
}

inline const ByteVector kSeparator{0};

/// Two files, "x/a" and "b", of one object.
inline ByteVector madeSmallTree()
{
    TreeShape shape;
    shape.flags = 7;
    shape.paths = treeFolder(
        {}, joined({treeFolder(joined({treeName("x"), kSeparator}), treeFile("a", 0)), treeFile("b", 10)}));
    shape.files = ByteBuilder().big(1, 1).zeros(8).big(0, 1).big(1, 1).zeros(8).big(0, 1).done();
    shape.containers = ByteBuilder().zeros(9u + 4 + 1 + 4 + 16).big(1, 1).zeros(27).done();
    shape.especs = ByteBuilder().cString("z").done();
    return madeTree(shape);
}

/// Assets 7 and 8, part 12 of asset 9, and "a.txt".
inline ByteVector madeDiablo3Folder()
{
    return ByteBuilder()
        .little(0xEAF1FE87, 4)
        .little(2, 4)
        .bytes(keyOf(1))
        .little(7, 4)
        .bytes(keyOf(2))
        .little(8, 4)
        .little(1, 4)
        .bytes(keyOf(3))
        .little(9, 4)
        .little(12, 4)
        .little(1, 4)
        .bytes(keyOf(4))
        .cString("a.txt")
        .done();
}

/// CoreTOC.dat with two assets of kind 41, 7 "two" and 8 "three", and one of kind 1, 5 "one".
inline ByteVector madeCoreToc()
{
    ByteBuilder counts;
    ByteBuilder offsets;
    for (std::uint32_t kind = 0; kind < 70; ++kind) {
        counts.little(kind == 41 ? 2 : kind == 1 ? 1 : 0, 4);
        offsets.little(kind == 41 ? 12 + 4 : 0, 4);
    }
    return ByteBuilder()
        .bytes(counts.done())
        .bytes(offsets.done())
        .zeros(70 * 4 + 4)
        .little(1, 4)
        .little(5, 4)
        .little(0, 4)
        .cString("one")
        .little(41, 4)
        .little(7, 4)
        .little(0, 4)
        .little(41, 4)
        .little(8, 4)
        .little(4, 4)
        .cString("two")
        .cString("three")
        .done();
}

} // namespace support
