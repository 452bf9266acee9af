#include "core/tact/listfile.h"

#include "core/tact/text.h"

#include <limits>
#include <optional>

namespace tact {

namespace {

/// Takes the digits before ";" off the line, and the ";" with them; nothing where there is no such number.
std::optional<std::uint32_t> takeId(std::string_view &line)
{
    constexpr std::size_t kMostDigits = 19; // fit into 64 bits
    std::uint64_t id = 0;
    std::size_t i = 0;
    for (; i < line.size() && i < kMostDigits && line[i] >= '0' && line[i] <= '9'; ++i)
        id = 10 * id + static_cast<std::uint64_t>(line[i] - '0');
    if (i == 0 || i == line.size() || line[i] != ';' || id > std::numeric_limits<std::uint32_t>::max())
        return std::nullopt;
    line.remove_prefix(i + 1);
    return static_cast<std::uint32_t>(id);
}

} // namespace

std::uint64_t visitListfile(std::string_view text,
                            const std::function<void(std::uint32_t id, std::string_view path)> &visit,
                            Warnings &warnings, std::uint64_t firstLine)
{
    text = firstLine == 1 ? withoutMark(text) : text;
    std::uint64_t number = firstLine;
    for (; !text.empty(); ++number) {
        std::string_view path = takeLine(text);
        if (path.empty())
            continue;
        const auto id = takeId(path);
        if (!id || path.empty() || isBinary(path))
            warnings.add(number, "is no number and path");
        else
            visit(*id, path);
    }
    return number;
}

} // namespace tact
