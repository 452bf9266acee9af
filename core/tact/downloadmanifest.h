#pragma once

#include "core/blte/keys.h"
#include "core/tact/tags.h"

#include <optional>

namespace tact {

struct DownloadEntry
{
    blte::EncodingKey key;
    std::uint64_t encodedSize = 0;
    int priority = 0; ///< the lower, the earlier; below 0: before anything else
    std::optional<std::uint32_t> checksum;
    blte::Bytes flags; ///< of version 2 and 3; meaning not known
};

/// The download manifest (wowdev.wiki/TACT, "Download manifest"): every object that a client fetches, all
/// big-endian:
///   0   "DL" · u8 version, 1 to 3 · u8 bytes of a key, 16 · u8 has checksums · u32 entries · u16 tags
///   11  from version 2: u8 bytes of flags
///   12  from version 3: i8 base priority · u8[3] 0
///       entries {encoding key [16] · u40 encoded size · i8 priority · [u32 checksum] · flags}, then the tags
/// An entry's priority counts from the base priority. Looks at bytes that somebody else keeps; takes no
/// memory for entries.
class DownloadManifest
{
public:
    static Expected<DownloadManifest> open(blte::Bytes bytes);

    unsigned version() const { return m_version; }
    const std::vector<Tag> &tags() const { return m_tags; }
    std::size_t size() const { return m_size; }
    DownloadEntry entry(std::size_t i) const;

private:
    std::size_t entrySize() const;

    blte::Bytes m_entries;
    std::vector<Tag> m_tags;
    std::size_t m_size = 0;
    unsigned m_version = 0;
    bool m_hasChecksums = false;
    std::size_t m_flagSize = 0;
    int m_basePriority = 0;
};

} // namespace tact
