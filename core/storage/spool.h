#pragma once

#include "core/storage/file.h"

#include <memory>

namespace storage {

/// The encoded bytes of one chunk too large to hold in memory, kept beside the part file so that an
/// interruption in the middle of the chunk does not fetch them again. Used by one thread; file() alone may be
/// synced by another.
class Spool
{
public:
    /// Cuts the file to `trustedLength` and reads that much for its CRC; a shorter file starts anew at 0.
    static core::Result<std::unique_ptr<Spool>> open(const QString &path, quint64 trustedLength);

    quint64 length() const { return m_length; }
    quint32 crc() const { return m_crc; } ///< of all `length()` bytes
    /// A failed append changes nothing: the same bytes may be appended again.
    core::Result<void> append(std::span<const std::uint8_t> bytes);
    core::Result<qint64> readAt(qint64 offset, std::span<std::uint8_t> buffer) const;
    std::shared_ptr<const fs::File> file() const { return m_file; }

private:
    explicit Spool(fs::File file);
    core::Result<void> cutTo(quint64 trustedLength);

    std::shared_ptr<const fs::File> m_file;
    quint64 m_length = 0;
    quint32 m_crc = 0;
};

/// CRC-32 of a range of a file, read in slices; ReadFailed when the file ends before it.
core::Result<quint32> crcOfFile(const fs::File &file, quint64 offset, quint64 size, quint32 before = 0);

} // namespace storage
