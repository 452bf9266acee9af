#pragma once

#include "tests/support/tactbuilder.h"

#include <algorithm>
#include <string>

/// Made manifests of the network.
namespace support {

struct IndexShape
{
    std::size_t entries = 400;
    std::size_t offsetSize = 4;
    std::size_t keySize = 16;
    std::size_t blockKb = 4;
    enum class Count { LittleEndian, BigEndian } count = Count::LittleEndian;
};

struct IndexRow
{
    blte::Digest key{};
    std::uint64_t size = 0;
    std::uint64_t offset = 0;
    std::uint64_t archive = 0;
};

/// An index of these rows, which are sorted by key.
inline ByteVector madeIndexFrom(const std::vector<IndexRow> &rows, const IndexShape &shape = {})
{
    const std::size_t entrySize = shape.keySize + 4 + shape.offsetSize;
    const std::size_t blockSize = shape.blockKb * 1024;
    ByteBuilder blocks;
    ByteBuilder lastKeys;
    ByteBuilder hashes;
    for (std::size_t first = 0; first < rows.size(); first += blockSize / entrySize) {
        const std::size_t end = std::min(first + blockSize / entrySize, rows.size());
        ByteBuilder block;
        for (std::size_t i = first; i < end; ++i) {
            block.bytes(blte::Bytes(rows[i].key).first(shape.keySize)).big(rows[i].size, 4);
            if (shape.offsetSize > 4)
                block.big(rows[i].archive, shape.offsetSize - 4);
            if (shape.offsetSize > 0)
                block.big(rows[i].offset, 4);
        }
        block.padTo(blockSize);
        blocks.bytes(block.done());
        lastKeys.bytes(blte::Bytes(rows[end - 1].key).first(shape.keySize));
        hashes.md5Of(block.done(), 8);
    }
    const ByteVector contents = lastKeys.bytes(hashes.done()).done();
    ByteBuilder fixed;
    fixed.big(1, 1)
        .zeros(2)
        .big(shape.blockKb, 1)
        .big(shape.offsetSize, 1)
        .big(4, 1)
        .big(shape.keySize, 1)
        .big(8, 1);
    if (shape.count == IndexShape::Count::LittleEndian)
        fixed.little(rows.size(), 4);
    else
        fixed.big(rows.size(), 4);
    ByteBuilder hashed;
    hashed.bytes(fixed.done()).zeros(8);
    return blocks.bytes(contents).md5Of(contents, 8).bytes(fixed.done()).md5Of(hashed.done(), 8).done();
}

/// An index whose entry i has the key keyOf(i + 1), 100 + i bytes, the offset 1000·i and, where there is room
/// for it, the archive i % 200.
inline ByteVector madeIndexOf(const IndexShape &shape)
{
    std::vector<IndexRow> rows;
    for (std::size_t i = 0; i < shape.entries; ++i)
        rows.push_back({keyOf(i + 1), 100 + i, 1000 * i, i % 200});
    return madeIndexFrom(rows, shape);
}

/// An encoding manifest of so many files: file i has the content key keyOf(2·i + 2), the size 1000 + i, and
/// the encoding key keyOf(10·i + 5), or for every third file that and keyOf(10·i + 6), of 500 + i bytes and
/// the ESpec i % 2 of "z" and "b:{*=e:{0102030405060708,00000000,z}}". Pages of 1 KiB.
inline ByteVector madeEncoding(std::size_t files)
{
    constexpr std::size_t kPage = 1024;
    struct Table
    {
        ByteBuilder index;
        ByteBuilder pages;
        ByteBuilder page;
        blte::Digest firstKey{};
        std::size_t count = 0;

        void add(const blte::Digest &key, const ByteVector &row)
        {
            if (page.size() + row.size() > kPage)
                endPage();
            if (page.size() == 0)
                firstKey = key;
            page.bytes(row);
        }
        void endPage()
        {
            if (page.size() == 0)
                return;
            page.padTo(kPage);
            index.bytes(firstKey).md5Of(page.done());
            pages.bytes(page.done());
            page = {};
            ++count;
        }
    };
    Table content;
    Table encoding;
    for (std::size_t i = 0; i < files; ++i) {
        const std::size_t keys = i % 3 == 0 ? 2 : 1;
        ByteBuilder row;
        row.big(keys, 1).big(1000 + i, 5).bytes(keyOf(2 * i + 2));
        for (std::size_t k = 0; k < keys; ++k) {
            const blte::Digest key = keyOf(10 * i + 5 + k);
            row.bytes(key);
            encoding.add(key, ByteBuilder().bytes(key).big(i % 2, 4).big(500 + i, 5).done());
        }
        content.add(keyOf(2 * i + 2), row.done());
    }
    content.endPage();
    encoding.endPage();
    const ByteVector especs =
        ByteBuilder().cString("z").cString("b:{*=e:{0102030405060708,00000000,z}}").done();
    return ByteBuilder()
        .text("EN")
        .big(1, 1)
        .big(16, 1)
        .big(16, 1)
        .big(1, 2)
        .big(1, 2)
        .big(content.count, 4)
        .big(encoding.count, 4)
        .big(0, 1)
        .big(especs.size(), 4)
        .bytes(especs)
        .bytes(content.index.done())
        .bytes(content.pages.done())
        .bytes(encoding.index.done())
        .bytes(encoding.pages.done())
        .text("b:{22=n,*=z}")
        .done();
}

struct TagShape
{
    std::string name;
    unsigned type = 1;
    std::vector<std::size_t> entries; ///< that have it
};

inline ByteVector madeTags(const std::vector<TagShape> &tags, std::size_t entries)
{
    ByteBuilder bytes;
    for (const TagShape &tag : tags) {
        ByteVector bits((entries + 7) / 8);
        for (const std::size_t entry : tag.entries)
            bits[entry / 8] = static_cast<std::uint8_t>(bits[entry / 8] | 0x80u >> entry % 8);
        bytes.cString(tag.name).big(tag.type, 2).bytes(bits);
    }
    return bytes.done();
}

/// Nine entries, so that the bits need a second byte.
inline constexpr std::size_t kMadeEntries = 9;

inline std::vector<TagShape> madeTagShapes()
{
    return {{"Windows", 1, {0, 1, 2, 8}}, {"OSX", 1, {3, 4}},        {"x86_64", 2, {0, 1, 3, 8}},
            {"arm64", 2, {2, 4}},         {"enUS", 3, {0, 2, 3, 5}}, {"deDE", 3, {1, 4}}};
}

inline ByteVector madeInstall(unsigned version)
{
    ByteBuilder bytes;
    bytes.text("IN").big(version, 1).big(16, 1).big(6, 2).big(kMadeEntries, 4);
    if (version == 2)
        bytes.big(20, 1).big(0, 5);
    bytes.bytes(madeTags(madeTagShapes(), kMadeEntries));
    for (std::size_t i = 0; i < kMadeEntries; ++i) {
        bytes.cString("Folder\\file" + std::to_string(i)).bytes(keyOf(i)).big(i * 100, 4);
        if (version == 2)
            bytes.big(i, 1);
    }
    return bytes.done();
}

inline ByteVector madeDownload(unsigned version, bool hasChecksums, std::size_t flags)
{
    ByteBuilder bytes;
    bytes.text("DL").big(version, 1).big(16, 1).big(hasChecksums ? 1 : 0, 1).big(kMadeEntries, 4).big(6, 2);
    if (version >= 2)
        bytes.big(flags, 1);
    if (version >= 3)
        bytes.big(0xFE, 1).zeros(3); // base priority -2
    for (std::size_t i = 0; i < kMadeEntries; ++i) {
        bytes.bytes(keyOf(i)).big(0x0100000000 + i, 5).big(i == 0 ? 0xFF : i, 1);
        if (hasChecksums)
            bytes.big(0xC0FFEE00 + i, 4);
        bytes.big(i, version >= 2 ? flags : 0);
    }
    return bytes.bytes(madeTags(madeTagShapes(), kMadeEntries)).done();
}

inline ByteVector madeSizes(unsigned version)
{
    ByteBuilder bytes;
    bytes.text("DS").big(version, 1).big(9, 1).big(kMadeEntries, 4).big(6, 2);
    if (version == 1)
        bytes.big(12345678901, 8).big(4, 1);
    else
        bytes.big(12345678901, 5);
    bytes.bytes(madeTags(madeTagShapes(), kMadeEntries));
    for (std::size_t i = 0; i < kMadeEntries; ++i)
        bytes.bytes(blte::Bytes(keyOf(i)).first(9)).big(i + 7, 4);
    return bytes.done();
}

enum class PatchHeader { Plain, WithEncoding };

/// A patch manifest of two files with one and two sources, in one block, with zeros behind it.
inline ByteVector madePatches(PatchHeader header)
{
    const bool hasEncoding = header == PatchHeader::WithEncoding;
    ByteBuilder block;
    for (const std::size_t sources : {1u, 2u}) {
        block.big(sources, 1).bytes(keyOf(sources)).big(1000 + sources, 5);
        for (std::size_t i = 0; i < sources; ++i)
            block.bytes(keyOf(10 + i)).big(900, 5).bytes(keyOf(20 + i)).big(30 + i, 4).big(i + 1, 1);
    }
    block.big(0, 1);
    ByteBuilder bytes;
    bytes.text("PA").big(2, 1).big(16, 1).big(16, 1).big(16, 1).big(12, 1).big(1, 2).big(hasEncoding ? 2 : 0,
                                                                                         1);
    if (hasEncoding)
        bytes.bytes(keyOf(7)).bytes(keyOf(8)).big(100, 4).big(90, 4).big(3, 1).text("b:n");
    const std::size_t headerEnd = bytes.size() + 16 + 16 + 4;
    return bytes.bytes(keyOf(2)).md5Of(block.done()).big(headerEnd, 4).bytes(block.done()).zeros(5).done();
}

} // namespace support
