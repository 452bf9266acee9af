#include "core/tact/sizemanifest.h"

namespace tact {

Expected<SizeManifest> SizeManifest::open(blte::Bytes bytes)
{
    ByteReader reader(bytes);
    if (reader.u16() != ('D' << 8 | 'S') && !reader.isShort())
        return failure(FaultKind::NotThisFormat, 0, "it is no size manifest");
    SizeManifest manifest;
    manifest.m_version = reader.u8();
    manifest.m_keySize = reader.u8();
    manifest.m_size = reader.u32();
    const std::size_t tags = reader.u16();
    manifest.m_total = manifest.m_version == 1 ? reader.bigEndian(8) : reader.u40();
    manifest.m_sizeSize = manifest.m_version == 1 ? reader.u8() : 4;
    if (reader.isShort())
        return failure(FaultKind::TooShort, bytes.size(), "it ends inside its header");
    if (manifest.m_version < 1 || manifest.m_version > 2 || manifest.m_keySize == 0 ||
        manifest.m_keySize > sizeof(blte::Digest) || manifest.m_sizeSize == 0 || manifest.m_sizeSize > 8)
        return failure(FaultKind::NotUnderstood, 2, "it is of a kind that is not known");
    auto read = readTags(reader, tags, manifest.m_size);
    if (!read)
        return tl::unexpected(read.error());
    manifest.m_tags = std::move(*read);
    const std::size_t entrySize = manifest.m_keySize + manifest.m_sizeSize;
    if (manifest.m_size > reader.remaining() / entrySize)
        return failure(FaultKind::CountImpossible, 4, "it is too short for its entries");
    manifest.m_entries = reader.take(manifest.m_size * entrySize);
    return manifest;
}

SizeEntry SizeManifest::entry(std::size_t i) const
{
    ByteReader reader(m_entries.subspan(i * (m_keySize + m_sizeSize)));
    SizeEntry entry;
    entry.key = reader.take(m_keySize);
    entry.size = reader.bigEndian(m_sizeSize);
    return entry;
}

} // namespace tact
