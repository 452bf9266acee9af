#include "core/storage/spool.h"

#include "core/storage/crc32.h"

#include <algorithm>
#include <vector>

namespace storage {

core::Result<quint32> crcOfFile(const fs::File &file, quint64 offset, quint64 size, quint32 before)
{
    std::vector<std::uint8_t> slice(64 * 1024);
    quint32 crc = before;
    while (size > 0) {
        const auto want = std::span(slice).first(std::min<quint64>(size, slice.size()));
        const auto got = file.readAt(static_cast<qint64>(offset), want);
        if (!got)
            return tl::unexpected(got.error());
        if (static_cast<std::size_t>(*got) < want.size())
            return core::failure(core::ErrorKind::ReadFailed, QStringLiteral("the file ends too early"));
        crc = crc32(want, crc);
        offset += want.size();
        size -= want.size();
    }
    return crc;
}

core::Result<std::unique_ptr<Spool>> Spool::open(const QString &path, quint64 trustedLength)
{
    auto file = fs::File::open(path, fs::File::Mode::ReadWriteCreate);
    if (!file)
        return tl::unexpected(file.error());
    std::unique_ptr<Spool> spool(new Spool);
    spool->m_file = std::make_shared<const fs::File>(std::move(*file));
    if (auto ok = spool->cutTo(trustedLength); !ok)
        return tl::unexpected(ok.error());
    return spool;
}

std::unique_ptr<Spool> Spool::inPart(std::weak_ptr<const fs::File> part, const SpoolNote &trusted)
{
    std::unique_ptr<Spool> spool(new Spool);
    spool->m_part = std::move(part);
    spool->m_storedAt = trusted.storedAt;
    spool->m_length = trusted.length;
    spool->m_crc = trusted.crc;
    return spool;
}

core::Result<void> Spool::cutTo(quint64 trustedLength)
{
    const auto size = m_file->size();
    if (!size)
        return tl::unexpected(size.error());
    // A spool shorter than what was trusted is not the one that was trusted.
    m_length = trustedLength <= static_cast<quint64>(*size) ? trustedLength : 0;
    if (auto ok = m_file->resize(static_cast<qint64>(m_length)); !ok)
        return ok;
    return crcOfFile(*m_file, 0, m_length).map([this](quint32 crc) { m_crc = crc; });
}

core::Result<void> Spool::append(std::span<const std::uint8_t> bytes)
{
    // At the known length, not at the file's end: what a failed write left behind is written over.
    auto written = m_file ? m_file->writeAt(static_cast<qint64>(m_length), bytes) : core::Result<void>();
    if (written) {
        m_crc = crc32(bytes, m_crc);
        m_length += bytes.size();
    }
    return written;
}

core::Result<qint64> Spool::readAt(qint64 offset, std::span<std::uint8_t> buffer) const
{
    if (m_file)
        return m_file->readAt(offset, buffer);
    const auto part = m_part.lock();
    if (!part)
        return core::failure(core::ErrorKind::Cancelled, QStringLiteral("the part file is closed"));
    const bool isAtMode = offset == 0 && !buffer.empty();
    if (isAtMode)
        buffer.front() = kStored;
    const qint64 before = isAtMode ? 1 : 0;
    return part
        ->readAt(static_cast<qint64>(*m_storedAt) + offset + before - 1,
                 buffer.subspan(static_cast<std::size_t>(before)))
        .map([before](qint64 got) { return before + got; });
}

} // namespace storage
