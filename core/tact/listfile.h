#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tact {

/// A line of a list of names for WoW's file data ids (github.com/wowdev/wow-listfile), `id;path`. The same id
/// may come again, and the last one is meant. Paths are as they stand there, "/" between folders.
struct ListfileLine
{
    std::uint32_t fileDataId = 0;
    std::string_view path; ///< never empty; looks at the line
};

/// Nothing where it is none. `line` has no line end; see takeLine().
std::optional<ListfileLine> readListfileLine(std::string_view line);

/// Whether a file that begins like this is such a list: of its first lines, the last one of which may be cut,
/// hardly any is something else.
bool looksLikeListfile(std::string_view beginning);

} // namespace tact
