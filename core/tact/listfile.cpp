#include "core/tact/listfile.h"

#include "core/tact/text.h"

#include <limits>

namespace tact {

void visitListfile(std::string_view text,
                   const std::function<void(std::uint32_t id, std::string_view path)> &visit,
                   Warnings &warnings)
{
    text = withoutMark(text);
    for (std::uint64_t number = 1; !text.empty(); ++number) {
        std::string_view path = takeLine(text);
        if (path.empty())
            continue;
        const auto id = toNumber(takeField(path, ';'));
        if (!id || *id > std::numeric_limits<std::uint32_t>::max() || path.empty() || isBinary(path))
            warnings.add(number, "is no number and path");
        else
            visit(static_cast<std::uint32_t>(*id), path);
    }
}

} // namespace tact
