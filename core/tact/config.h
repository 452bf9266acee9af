#pragma once

#include "core/blte/digest.h"
#include "core/tact/fault.h"

#include <optional>
#include <string_view>

namespace tact {

/// A config of any kind (wowdev.wiki/TACT, "Config files"): text in lines,
///   # Build Configuration     a comment; the first one says the kind. A key ring has none
///   key = value value …       values are parted by spaces
///   key =                     as if the line were not there
/// A key that stands twice has its last value, except in patch configs, whose `patch-entry` lines add up. The
/// name of a config is the MD5 of its whole text.
///
/// Memory: the text itself and 44 bytes a line.
class Config
{
public:
    enum class Kind {
        Build,
        StaticBuild, ///< of a game in archives on the disk: nothing to fetch by it
        Cdn,
        Patch,
        KeyRing,
        Other, ///< no comment says what
    };
    struct Line
    {
        std::string_view key;
        std::string_view value; ///< never empty
        std::size_t number = 0; ///< from 1
    };

    /// FaultKind::NotThisFormat for what does not begin like a config: a web page, or what is encrypted as a
    /// whole.
    static Expected<Config> parse(std::string_view text);

    Kind kind() const { return m_kind; }
    std::size_t lines() const { return m_lines.size(); } ///< those with a value
    /// Valid as long as the config.
    Line line(std::size_t index) const;
    /// The last one with that key; empty without.
    std::optional<Line> find(std::string_view key) const;
    std::string_view value(std::string_view key) const;     ///< empty without
    const Warnings &warnings() const { return m_warnings; } ///< lines that are none, by number

private:
    struct Place
    {
        std::size_t key = 0;
        std::size_t keySize = 0;
        std::size_t value = 0;
        std::size_t valueSize = 0;
        std::size_t number = 0;
    };
    bool readLine(std::string_view line, std::size_t number);
    void sortByKey();

    std::string m_text;
    std::vector<Place> m_lines;
    std::vector<std::uint32_t> m_byKey; ///< indices of m_lines; equal keys in the order of the text
    Kind m_kind = Kind::Other;
    Warnings m_warnings;
};

/// The hash that a word of a config is. Empty for anything else, for zeros, and for a key that was cut and
/// filled up with zeros: no address is ever to be made of those.
std::optional<blte::Digest> hashInConfig(std::string_view word);

/// All but the first bytes are zeros: an encoding key of a TVFS or size manifest, filled up.
bool isShortenedKey(const blte::Digest &key);

} // namespace tact
