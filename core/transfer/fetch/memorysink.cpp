#include "core/transfer/fetch/memorysink.h"

#include "core/blte/chunktable.h"

#include <algorithm>
#include <utility>

namespace transfer {

core::Result<void> MemorySink::begin(const storage::ResumeRecord &record, Snapshot)
{
    const QMutexLocker locker(&m_mutex);
    m_bytes.clear();
    return record.decodedSize == blte::kUnknownSize ? core::Result<void>() : makeRoom(record.decodedSize);
}

core::Result<void> MemorySink::makeRoom(quint64 end)
{
    if (end > static_cast<quint64>(m_most))
        return core::failure(
            core::ErrorKind::ObjectTooLarge,
            QStringLiteral("it has %1 bytes or more, %2 at most are read into memory").arg(end).arg(m_most));
    if (end > static_cast<quint64>(m_bytes.size()))
        m_bytes.resize(static_cast<qsizetype>(end));
    return {};
}

core::Result<void> MemorySink::write(quint64 offset, std::span<const std::uint8_t> bytes)
{
    const QMutexLocker locker(&m_mutex);
    if (offset > static_cast<quint64>(m_most)) // so that the sum below cannot wrap
        return makeRoom(offset);
    return makeRoom(offset + bytes.size()).map([&] {
        std::copy(bytes.begin(), bytes.end(), m_bytes.data() + offset);
    });
}

core::Result<void> MemorySink::zero(quint64, quint64)
{
    return core::failure(core::ErrorKind::Internal, QStringLiteral("zeros in memory"));
}

core::Result<void> MemorySink::setDecodedSize(quint64 size)
{
    const QMutexLocker locker(&m_mutex);
    m_bytes.truncate(static_cast<qsizetype>(std::min<quint64>(size, static_cast<quint64>(m_bytes.size()))));
    return {};
}

QByteArray MemorySink::take()
{
    const QMutexLocker locker(&m_mutex);
    return std::exchange(m_bytes, {});
}

} // namespace transfer
