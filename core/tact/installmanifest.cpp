#include "core/tact/installmanifest.h"

#include <limits>

namespace tact {

namespace {

constexpr std::size_t kMoreHeader = 6; // of version 2

} // namespace

Expected<InstallManifest> InstallManifest::open(blte::Bytes bytes)
{
    ByteReader reader(bytes);
    if (reader.u16() != ('I' << 8 | 'N') && !reader.isShort())
        return failure(FaultKind::NotThisFormat, 0, "it is no install manifest");
    InstallManifest manifest;
    manifest.m_bytes = bytes;
    manifest.m_version = reader.u8();
    const std::uint8_t keySize = reader.u8();
    const std::size_t tags = reader.u16();
    const std::size_t entries = reader.u32();
    if (manifest.m_version == 2)
        reader.take(kMoreHeader);
    if (reader.isShort())
        return failure(FaultKind::TooShort, bytes.size(), "it ends inside its header");
    if (manifest.m_version < 1 || manifest.m_version > 2 || keySize != kKeySize ||
        bytes.size() > std::numeric_limits<std::uint32_t>::max())
        return failure(FaultKind::NotUnderstood, 2, "it is of a kind that is not known");
    auto read = readTags(reader, tags, entries);
    if (!read)
        return tl::unexpected(read.error());
    manifest.m_tags = std::move(*read);
    const std::size_t afterPath = kKeySize + 4 + (manifest.m_version == 2 ? 1 : 0);
    if (entries > reader.remaining() / (1 + afterPath))
        return failure(FaultKind::CountImpossible, 6, "it is too short for its entries");
    manifest.m_starts.reserve(entries);
    for (std::size_t i = 0; i < entries; ++i) {
        manifest.m_starts.push_back(static_cast<std::uint32_t>(reader.at()));
        reader.cString();
        reader.take(afterPath);
    }
    if (reader.isShort())
        return failure(FaultKind::TooShort, reader.at(), "it ends inside its entries");
    return manifest;
}

InstallEntry InstallManifest::entry(std::size_t i) const
{
    ByteReader reader(m_bytes.subspan(m_starts[i]));
    InstallEntry entry;
    entry.path = reader.cString();
    entry.key.digest = reader.digest();
    entry.size = reader.u32();
    return entry;
}

} // namespace tact
