#pragma once

#include "core/blte/keys.h"
#include "core/tact/tags.h"

namespace tact {

struct InstallEntry
{
    std::string_view path; ///< as it stands there, with "\"; not yet safe to be joined to a folder
    blte::ContentKey key;
    std::uint32_t size = 0; ///< decoded; 0 is an empty file
};

/// The install manifest (wowdev.wiki/TACT, "Install manifest"), all big-endian:
///   0   "IN" · u8 version · u8 bytes of a key, 16 · u16 tags · u32 entries
///   10  of version 2: 6 bytes more, of no use here (read in cascette-rs; no sample is public)
///       tags (see tags.h), then entries {path, ended by a zero byte · content key [16] · u32 size · of
///       version 2 one byte more}
/// A path may stand there several times, with other tags. Looks at bytes that somebody else keeps, and takes
/// 4 bytes for an entry.
class InstallManifest
{
public:
    static Expected<InstallManifest> open(blte::Bytes bytes);

    unsigned version() const { return m_version; }
    const std::vector<Tag> &tags() const { return m_tags; }
    std::size_t size() const { return m_starts.size(); }
    InstallEntry entry(std::size_t i) const;

private:
    blte::Bytes m_bytes;
    unsigned m_version = 0;
    std::vector<Tag> m_tags;
    std::vector<std::uint32_t> m_starts;
};

} // namespace tact
