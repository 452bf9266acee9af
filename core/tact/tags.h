#pragma once

#include "core/tact/bytereader.h"
#include "core/tact/fault.h"

#include <span>

namespace tact {

/// A tag of an install, download or size manifest (wowdev.wiki/TACT, "Install manifest"):
///   name, ended by a zero byte · u16 BE type · a bit for each entry, ⌈entries / 8⌉ bytes
/// The bit of entry i is 0x80 >> i % 8 of byte i / 8. What a type means differs from game to game (1
/// platform, 3 locale or texture format, …): it is a group of tags and nothing more. Looks at the manifest's
/// bytes.
struct Tag
{
    std::string_view name;
    std::uint16_t type = 0;
    blte::Bytes bits;

    bool has(std::size_t entry) const { return (bits[entry / 8] & 0x80u >> entry % 8) != 0; }
};

/// Reads `count` tags of a manifest of so many entries.
Expected<std::vector<Tag>> readTags(ByteReader &reader, std::size_t count, std::size_t entries);

/// Which tags are asked for.
struct TagQuery
{
    std::vector<std::string> wanted;
    std::vector<std::string> excluded;
};

/// "Windows,x86_64,enUS,!Alternate": names, `!` before those to be left out. Spaces around them do not count.
TagQuery parseTagQuery(std::string_view text);

/// An entry passes when it has, of every type of which a tag is wanted, one of the wanted tags at least, and
/// none of the excluded ones. Types of which none is wanted do not matter.
class TagFilter
{
public:
    /// The tags' bytes are still looked at by passes().
    TagFilter(std::span<const Tag> tags, const TagQuery &query);

    bool passes(std::size_t entry) const;
    /// Names of the query that the manifest does not have.
    const std::vector<std::string> &unknown() const { return m_unknown; }

private:
    void addWanted(const Tag &tag);

    std::vector<std::vector<Tag>> m_wanted; ///< by type
    std::vector<Tag> m_excluded;
    std::vector<std::string> m_unknown;
};

} // namespace tact
