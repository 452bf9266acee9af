#include "core/residentmemory.h"

namespace core {

qint64 residentMemory()
{
    return 0;
}

} // namespace core
