#include "core/transfer/fetch/memorypressure.h"

#include "core/transfer/fetch/tuning.h"

#include <algorithm>

namespace transfer {

namespace {

// Percent of the time; and bytes available, of which a large machine keeps no larger part free.
constexpr double kStalled = 5;
constexpr double kAtEase = 1;
constexpr quint64 kScarce = 256u << 20;
constexpr quint64 kScarcePart = 16;

constexpr qint64 kReadBuffer = 64 << 10;
constexpr std::size_t kWholeEncoded = 256u << 10;
constexpr std::size_t kWholeDecoded = 1u << 20;
constexpr std::size_t kStreamBuffer = 16u << 10;
constexpr std::size_t kKeptMemory = 1u << 20;

/// What stands behind `name` in the text, up to the next blank.
QByteArrayView valueOf(QByteArrayView text, QByteArrayView name)
{
    const qsizetype at = text.indexOf(name);
    if (at < 0)
        return {};
    const QByteArrayView rest = text.sliced(at + name.size()).trimmed();
    const auto end = std::find_if(rest.begin(), rest.end(), [](char c) { return c == ' ' || c == '\n'; });
    return rest.first(end - rest.begin());
}

std::optional<quint64> bytesOf(QByteArrayView memInfo, QByteArrayView name)
{
    bool ok = false;
    const quint64 kibibytes = valueOf(memInfo, name).toByteArray().toULongLong(&ok);
    return ok ? std::optional(kibibytes * 1024) : std::nullopt;
}

/// Below a part of all memory, or below so many bytes.
bool isBelow(const MemoryReading &reading, quint64 part, quint64 bytes)
{
    return reading.available &&
           *reading.available < std::min(bytes, reading.total.value_or(bytes * part) / part);
}

} // namespace

MemoryReading parseMemory(QByteArrayView pressure, QByteArrayView memInfo)
{
    MemoryReading reading;
    bool ok = false;
    const double stalled = valueOf(pressure, "some avg10=").toByteArray().toDouble(&ok);
    if (ok)
        reading.stalled = stalled;
    reading.available = bytesOf(memInfo, "MemAvailable:");
    reading.total = bytesOf(memInfo, "MemTotal:");
    return reading;
}

MemoryPressure pressureAfter(MemoryPressure before, const MemoryReading &reading)
{
    const bool wasHigh = before == MemoryPressure::High;
    const bool isStalled = reading.stalled >= (wasHigh ? kAtEase : kStalled);
    const bool isScarce =
        wasHigh ? isBelow(reading, kScarcePart / 2, 2 * kScarce) : isBelow(reading, kScarcePart, kScarce);
    return isStalled || isScarce ? MemoryPressure::High : MemoryPressure::None;
}

Tuning squeezed(Tuning tuning)
{
    tuning.connections = (tuning.connections + 1) / 2;
    tuning.fetcher.readBuffer = std::min(tuning.fetcher.readBuffer, kReadBuffer);
    tuning.limits.wholeEncoded = std::min(tuning.limits.wholeEncoded, kWholeEncoded);
    tuning.limits.wholeDecoded = std::min(tuning.limits.wholeDecoded, kWholeDecoded);
    tuning.limits.streamBuffer = std::min(tuning.limits.streamBuffer, kStreamBuffer);
    tuning.keptMemory = std::min(tuning.keptMemory, kKeptMemory);
    return tuning;
}

} // namespace transfer
