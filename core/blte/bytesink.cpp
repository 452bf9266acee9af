#include "core/blte/bytesink.h"

#include <algorithm>

namespace blte {

bool ByteSink::writeZeros(std::uint64_t size)
{
    static constexpr std::array<std::uint8_t, 4096> kZeros{};
    while (size > 0) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(size, kZeros.size()));
        if (!write(Bytes(kZeros).first(count)))
            return false;
        size -= count;
    }
    return true;
}

bool ByteSink::takeBack(std::uint64_t size)
{
    return size == 0;
}

} // namespace blte
