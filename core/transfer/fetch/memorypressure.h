#pragma once

#include <QByteArrayView>
#include <QtGlobal>
#include <cstddef>
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
/// Lets threads share a few heaps, where the C library would give each its own. Before there are many.
void useFewHeaps();
/// So much of what it does not use a thread's heap may keep for the next time; 0: what the C library thinks
/// right. What Qt reads from a socket is new memory each time, of some 256 KiB: with glibc's own idea of this
/// it comes fresh from the kernel at every fourth read, and a stored file takes a tenth longer. Costs 3 MiB.
void keepFreeMemory(std::size_t bytes);

/// The text of Linux's /proc/pressure/memory and /proc/meminfo.
MemoryReading parseMemory(QByteArrayView pressure, QByteArrayView memInfo);

/// What to make of a reading. Once high, the pressure has to fall well below where it began.
MemoryPressure pressureAfter(MemoryPressure before, const MemoryReading &reading);

/// Half the connections, with buffers as small as still do.
Tuning squeezed(Tuning tuning);

} // namespace transfer
