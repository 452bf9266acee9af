#include "core/tact/rootkind.h"

#include "core/tact/text.h"

namespace tact {

namespace {

/// Without a magic, so few bytes are no root but a token, or an MD5 in hex digits.
constexpr std::size_t kLargestToken = 32;

/// `path|32 hex digits`
bool isStarCraftRow(std::string_view line)
{
    const std::string_view path = takeField(line, '|');
    return !path.empty() && !isBinary(path) && blte::digestFromHex(line);
}

} // namespace

RootKind recogniseRoot(blte::Bytes beginning)
{
    std::string_view text(reinterpret_cast<const char *>(beginning.data()), beginning.size());
    if (text.starts_with("TSFM"))
        return RootKind::Wow;
    if (text.starts_with("TVFS"))
        return RootKind::Tvfs;
    if (text.starts_with("\xC4\xD0\x07\x80"))
        return RootKind::Diablo3;
    if (text.starts_with("MNDX"))
        return RootKind::Mndx;
    if (beginning.size() <= kLargestToken)
        return RootKind::None;
    if (text.starts_with("x\x9C") || text.starts_with("x\xDA"))
        return RootKind::Packed;
    const std::string_view line = takeLine(text);
    if (line.starts_with('#') && line.find('|') != line.npos && !isBinary(line))
        return RootKind::Overwatch;
    return isStarCraftRow(line) ? RootKind::StarCraft : RootKind::Unmarked;
}

} // namespace tact
