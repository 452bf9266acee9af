#include "core/tact/espec.h"

#include <cstdlib>

// Any text, as an ESpec: no crash, and no more parts and keys than it has room for.

namespace {

std::size_t countParts(const tact::Espec &espec)
{
    std::size_t parts = espec.parts.size();
    for (const tact::Espec::Part &part : espec.parts)
        parts += countParts(part.spec);
    return parts;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto espec = tact::parseEspec({reinterpret_cast<const char *>(data), size});
    if (!espec)
        return 0;
    if (countParts(*espec) > size || tact::keysOf(*espec).size() * 28 > size)
        std::abort();
    return 0;
}
