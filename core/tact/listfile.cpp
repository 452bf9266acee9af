#include "core/tact/listfile.h"

#include "core/tact/text.h"

#include <limits>

namespace tact {

std::optional<ListfileLine> readListfileLine(std::string_view line)
{
    constexpr std::size_t kMostDigits = 19; // fit into 64 bits
    std::uint64_t id = 0;
    std::size_t i = 0;
    for (; i < line.size() && i < kMostDigits && line[i] >= '0' && line[i] <= '9'; ++i)
        id = 10 * id + static_cast<std::uint64_t>(line[i] - '0');
    if (i == 0 || i == line.size() || line[i] != ';' || id > std::numeric_limits<std::uint32_t>::max())
        return std::nullopt;
    const std::string_view path = line.substr(i + 1);
    if (path.empty() || isBinary(path))
        return std::nullopt;
    return ListfileLine{static_cast<std::uint32_t>(id), path};
}

bool looksLikeListfile(std::string_view beginning)
{
    constexpr std::size_t kGoodForEachBad = 10;
    beginning = withoutMark(beginning);
    if (const std::size_t end = beginning.rfind('\n'); end != std::string_view::npos)
        beginning = beginning.substr(0, end);
    std::size_t good = 0;
    std::size_t bad = 0;
    while (!beginning.empty()) {
        const std::string_view line = takeLine(beginning);
        if (readListfileLine(line))
            ++good;
        else if (!trimmed(line).empty())
            ++bad;
    }
    return good > 0 && good >= bad * kGoodForEachBad;
}

} // namespace tact
