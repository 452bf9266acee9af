#pragma once

#include <QByteArrayView>
#include <QtGlobal>
#include <cstdint>
#include <optional>

namespace transfer {

struct Tuning;

/// Whether the machine is short of memory.
enum class MemoryPressure : std::uint8_t { None, High };

/// What the system tells; empty is what it does not.
struct MemoryReading
{
    std::optional<double> stalled;    ///< percent of the last 10 s in which something waited for memory
    std::optional<quint64> available; ///< bytes that can be had without swapping
    std::optional<quint64> total;     ///< bytes
};

/// Now; does not block on a disk, and takes some 50 µs.
MemoryReading readMemory();
/// Gives what the heap does not use back to the system, where it can be told to.
void returnFreeMemory();

/// The text of Linux's /proc/pressure/memory and /proc/meminfo.
MemoryReading parseMemory(QByteArrayView pressure, QByteArrayView memInfo);

/// What to make of a reading. Once high, the pressure has to fall well below where it began.
MemoryPressure pressureAfter(MemoryPressure before, const MemoryReading &reading);

/// Half the connections, with buffers as small as still do.
Tuning squeezed(Tuning tuning);

} // namespace transfer
