#include "core/transfer/fetch/memorypressure.h"

namespace transfer {

/// Nothing is known, so nothing is ever short.
MemoryReading readMemory()
{
    return {};
}

void returnFreeMemory() {}

void useFewHeaps() {}
void keepFreeMemory(std::size_t) {}

} // namespace transfer
