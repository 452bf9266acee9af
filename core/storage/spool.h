#pragma once

#include "core/storage/resumerecord.h"

#include <memory>

namespace storage {

/// The encoded bytes of one chunk too large to hold in memory, kept so that an interruption in the middle of
/// the chunk does not fetch them again: in a file beside the part file, or, of a stored chunk (mode N),
/// nowhere but in the part file, where all of them but the mode byte are written anyway.
/// Used by one thread; file() alone may be synced by another.
class Spool
{
public:
    /// The mode byte of a stored chunk.
    static constexpr std::uint8_t kStored = 'N';

    /// Cuts the file to `trustedLength` and reads that much for its CRC; a shorter file starts anew at 0.
    static core::Result<std::unique_ptr<Spool>> open(const QString &path, quint64 trustedLength);
    /// That of a stored chunk, whose bytes are in `part` from `trusted.storedAt` on.
    static std::unique_ptr<Spool> inPart(std::weak_ptr<const fs::File> part, const SpoolNote &trusted);

    quint64 length() const { return m_length; }
    quint32 crc() const { return m_crc; } ///< of all `length()` bytes
    std::optional<quint64> storedAt() const { return m_storedAt; }
    /// A failed append changes nothing: the same bytes may be appended again. In the part file it is the
    /// caller who writes them.
    core::Result<void> append(std::span<const std::uint8_t> bytes);
    core::Result<qint64> readAt(qint64 offset, std::span<std::uint8_t> buffer) const;
    /// Its own; null when it has none.
    std::shared_ptr<const fs::File> file() const { return m_file; }

private:
    Spool() = default;
    core::Result<void> cutTo(quint64 trustedLength);

    std::shared_ptr<const fs::File> m_file;
    std::weak_ptr<const fs::File> m_part; ///< whose lock goes when the download is closed
    std::optional<quint64> m_storedAt;
    quint64 m_length = 0;
    quint32 m_crc = 0;
};

/// CRC-32 of a range of a file, read in slices; ReadFailed when the file ends before it.
core::Result<quint32> crcOfFile(const fs::File &file, quint64 offset, quint64 size, quint32 before = 0);

} // namespace storage
