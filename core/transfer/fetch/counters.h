#pragma once

#include <QtGlobal>
#include <atomic>

namespace transfer {

/// At most so many bytes are read from a connection at once.
inline constexpr std::size_t kReadSize = 256u << 10;

/// Counters that lanes raise and the GUI polls. All bytes.
struct Counters
{
    std::atomic<qint64> encodedDone{0};    ///< encoded bytes of finished chunks and of those in flight
    std::atomic<qint64> decodedDone{0};    ///< decoded bytes of finished chunks
    std::atomic<qint64> networkBytes{0};   ///< body bytes read from sockets in this run
    std::atomic<qint64> refetchedBytes{0}; ///< of those, bytes that had been fetched before
};

} // namespace transfer
