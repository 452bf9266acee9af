#include "core/blte/keylist.h"

#include <cstdlib>

// Any text, as a key list: no crash, and no more key lines than lines.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    const blte::KeyList list = blte::parseKeyList(text);
    if (list.entries.size() * 49 > size + 1)
        std::abort();
    for (const blte::KeyListProblem &problem : list.problems) {
        const bool isOfAll = problem.line == 0; // no text, or a page: nothing else is said then
        if (problem.line > size + 1 || (isOfAll && list.problems.size() + list.size() != 1))
            std::abort();
    }
    if (blte::looksLikeKeyList(text) && list.isEmpty())
        std::abort();
    return 0;
}
