#pragma once

#include "core/tact/tags.h"

namespace tact {

struct SizeEntry
{
    blte::Bytes key;        ///< the beginning of an encoding key, 9 bytes of it
    std::uint64_t size = 0; ///< bytes that it takes on a disk
};

/// The size manifest (wowdev.wiki/TACT, "Size manifest"), all big-endian:
///   0   "DS" · u8 version, 1 or 2 · u8 bytes of a key, 9 · u32 entries · u16 tags
///   10  version 1: u64 total · u8 bytes of a size
///       version 2: u40 total; sizes have 4 bytes
///       tags (see tags.h), then entries {key · size}
/// That order agrees with the lengths of real manifests; no sample is public. Looks at bytes that somebody
/// else keeps; takes no memory for entries.
class SizeManifest
{
public:
    static Expected<SizeManifest> open(blte::Bytes bytes);

    unsigned version() const { return m_version; }
    std::uint64_t total() const { return m_total; } ///< bytes on a disk, of everything
    const std::vector<Tag> &tags() const { return m_tags; }
    std::size_t size() const { return m_size; }
    SizeEntry entry(std::size_t i) const;

private:
    blte::Bytes m_entries;
    std::vector<Tag> m_tags;
    std::size_t m_size = 0;
    std::uint64_t m_total = 0;
    unsigned m_version = 0;
    std::size_t m_keySize = 0;
    std::size_t m_sizeSize = 0;
};

} // namespace tact
