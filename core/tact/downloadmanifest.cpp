#include "core/tact/downloadmanifest.h"

namespace tact {

namespace {

int signedByte(std::uint8_t byte)
{
    return static_cast<std::int8_t>(byte);
}

} // namespace

std::size_t DownloadManifest::entrySize() const
{
    return kKeySize + 5 + 1 + (m_hasChecksums ? 4 : 0) + m_flagSize;
}

Expected<DownloadManifest> DownloadManifest::open(blte::Bytes bytes)
{
    ByteReader reader(bytes);
    if (reader.u16() != ('D' << 8 | 'L') && !reader.isShort())
        return failure(FaultKind::NotThisFormat, 0, "it is no download manifest");
    DownloadManifest manifest;
    manifest.m_version = reader.u8();
    const std::uint8_t keySize = reader.u8();
    manifest.m_hasChecksums = reader.u8() != 0;
    manifest.m_size = reader.u32();
    const std::size_t tags = reader.u16();
    if (manifest.m_version >= 2)
        manifest.m_flagSize = reader.u8();
    if (manifest.m_version >= 3)
        manifest.m_basePriority = signedByte(static_cast<std::uint8_t>(reader.bigEndian(4) >> 24));
    if (reader.isShort())
        return failure(FaultKind::TooShort, bytes.size(), "it ends inside its header");
    if (manifest.m_version < 1 || manifest.m_version > 3 || keySize != kKeySize)
        return failure(FaultKind::NotUnderstood, 2, "it is of a kind that is not known");
    if (manifest.m_size > reader.remaining() / manifest.entrySize())
        return failure(FaultKind::CountImpossible, 5, "it is too short for its entries");
    manifest.m_entries = reader.take(manifest.m_size * manifest.entrySize());
    auto read = readTags(reader, tags, manifest.m_size);
    if (!read)
        return tl::unexpected(read.error());
    manifest.m_tags = std::move(*read);
    return manifest;
}

DownloadEntry DownloadManifest::entry(std::size_t i) const
{
    ByteReader reader(m_entries.subspan(i * entrySize(), entrySize()));
    DownloadEntry entry;
    entry.key.digest = reader.digest();
    entry.encodedSize = reader.u40();
    entry.priority = signedByte(reader.u8()) - m_basePriority;
    if (m_hasChecksums)
        entry.checksum = reader.u32();
    entry.flags = reader.take(m_flagSize);
    return entry;
}

} // namespace tact
