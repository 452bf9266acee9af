#include "core/tact/listfile.h"

#include "core/tact/text.h"

#include <limits>

namespace tact {

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
        const auto id = toNumber(takeField(path, ';'));
        if (!id || *id > std::numeric_limits<std::uint32_t>::max() || path.empty() || isBinary(path))
            warnings.add(number, "is no number and path");
        else
            visit(static_cast<std::uint32_t>(*id), path);
    }
    return number;
}

} // namespace tact
