#include "core/tact/patchmanifest.h"

#include "core/tact/bytereader.h"

namespace tact {

namespace {

constexpr std::uint8_t kHasEncoding = 2;
constexpr std::size_t kLargeSize = 5; // u40

struct KeySizes
{
    std::size_t file = 0;
    std::size_t old = 0;
    std::size_t patch = 0;

    std::size_t source() const { return old + kLargeSize + patch + 4 + 1; }
    std::size_t row() const { return file + kKeySize + 4; } ///< of the block table
};

PatchManifest::Encoding readEncoding(ByteReader &reader)
{
    PatchManifest::Encoding encoding;
    encoding.contentKey.digest = reader.digest();
    encoding.encodingKey.digest = reader.digest();
    encoding.decodedSize = reader.u32();
    encoding.encodedSize = reader.u32();
    const blte::Bytes espec = reader.take(reader.u8());
    encoding.espec.assign(espec.begin(), espec.end());
    return encoding;
}

/// The bytes of the block that begins here. Empty when it does not end.
blte::Bytes blockOf(blte::Bytes bytes, const KeySizes &sizes)
{
    ByteReader walk(bytes);
    while (const std::size_t sources = walk.u8()) {
        walk.take(sizes.file + kLargeSize);
        walk.take(sources * sizes.source());
    }
    return walk.isShort() ? blte::Bytes() : bytes.first(walk.at());
}

void visitBlock(blte::Bytes block, const KeySizes &sizes,
                const std::function<void(const PatchedFile &)> &visit)
{
    ByteReader reader(block);
    while (const std::size_t sources = reader.u8()) {
        PatchedFile file;
        file.key.digest = reader.digest(sizes.file);
        file.decodedSize = reader.u40();
        for (std::size_t i = 0; i < sources; ++i) {
            PatchSource source;
            source.key.digest = reader.digest(sizes.old);
            source.decodedSize = reader.u40();
            source.patch = reader.digest(sizes.patch);
            source.patchSize = reader.u32();
            source.ordinal = reader.u8();
            file.sources.push_back(source);
        }
        visit(file);
    }
}

} // namespace

Expected<PatchManifest> readPatchManifest(blte::Bytes bytes)
{
    return visitPatchManifest(bytes, {});
}

Expected<PatchManifest> visitPatchManifest(blte::Bytes bytes,
                                           const std::function<void(const PatchedFile &)> &visit)
{
    ByteReader header(bytes);
    if (header.u16() != ('P' << 8 | 'A'))
        return failure(FaultKind::NotThisFormat, 0, "it is no patch manifest");
    header.u8();
    const KeySizes sizes{header.u8(), header.u8(), header.u8()};
    header.u8();
    PatchManifest manifest;
    manifest.blocks = header.u16();
    if ((header.u8() & kHasEncoding) != 0)
        manifest.encoding = readEncoding(header);
    ByteReader table(header.take(manifest.blocks * sizes.row()));
    if (header.isShort())
        return failure(FaultKind::TooShort, bytes.size(), "it ends inside its header");
    manifest.name = blte::md5(bytes.first(header.at()));
    std::size_t end = header.at();
    for (std::size_t i = 0; i < manifest.blocks; ++i) {
        table.take(sizes.file);
        const blte::Digest md5 = table.digest();
        const std::size_t offset = table.u32();
        // Blocks that overlap could make a small file take hours.
        const bool isBehind = offset >= end && offset < bytes.size();
        const blte::Bytes block = isBehind ? blockOf(bytes.subspan(offset), sizes) : blte::Bytes();
        end = offset + block.size();
        if (block.empty() || blte::md5(block) != md5)
            return failure(FaultKind::DigestWrong, offset, "its block " + std::to_string(i) + " is damaged");
        if (visit)
            visitBlock(block, sizes, visit);
    }
    return manifest;
}

} // namespace tact
