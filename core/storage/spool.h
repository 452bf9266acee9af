#pragma once

#include "core/storage/filesystem.h"

#include <memory>

namespace storage {

/// The encoded bytes of one chunk too large to hold in memory, kept beside the part file so that an interruption in
/// the middle of the chunk does not fetch them again. Used by one thread.
class Spool
{
public:
    static core::Result<std::unique_ptr<Spool>> open(const QString &path, quint64 trustedLength);

    quint64 length() const { return m_length; }
    quint32 crc() const { return m_crc; } ///< of all `length()` bytes
    core::Result<void> append(std::span<const std::uint8_t> bytes);
    core::Result<qint64> readAt(qint64 offset, std::span<std::uint8_t> buffer) const;

private:
    fs::File m_file;
    quint64 m_length = 0;
    quint32 m_crc = 0;
};

} // namespace storage
