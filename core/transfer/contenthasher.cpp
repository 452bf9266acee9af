#include "core/transfer/contenthasher.h"

#include <algorithm>
#include <vector>

namespace transfer {

namespace {

constexpr std::size_t kReadAtOnce = 256u << 10;

} // namespace

void ContentHasher::follow(QThreadPool &pool, std::shared_ptr<const storage::PartialDownload> partial,
                           quint64 end)
{
    m_end = end;
    if (!m_isFollowing.exchange(true))
        pool.start([self = shared_from_this(), partial = std::move(partial)] { self->followAll(*partial); });
}

/// Until it has caught up. The end may grow on the way, also between the last look at it and the moment in
/// which the next follow() would start anew.
void ContentHasher::followAll(const storage::PartialDownload &partial)
{
    quint64 reached = 0;
    do {
        reached = m_end;
        const std::lock_guard lock(m_hashing);
        const auto ok = hashUpTo(partial, reached);
        m_isFollowing = false;
        if (!ok)
            return;
    } while (reached < m_end && !m_isCancelled && !m_isFollowing.exchange(true));
}

core::Result<void> ContentHasher::hashUpTo(const storage::PartialDownload &partial, quint64 end)
{
    std::vector<std::uint8_t> slice(kReadAtOnce);
    while (m_position < end && !m_isCancelled) {
        const auto wanted = static_cast<std::size_t>(std::min<quint64>(slice.size(), end - m_position));
        const auto got = partial.part().read(m_position, std::span(slice).first(wanted));
        if (!got)
            return tl::unexpected(got.error());
        if (*got != static_cast<qint64>(wanted))
            return core::failure(core::ErrorKind::ReadFailed,
                                 QStringLiteral("%1: ends at %2, expected %3")
                                     .arg(partial.target())
                                     .arg(m_position + static_cast<quint64>(*got))
                                     .arg(end));
        m_md5.update(std::span(slice).first(wanted));
        if (m_checksum)
            m_checksum->update(std::span(slice).first(wanted));
        m_position += wanted;
    }
    return {};
}

core::Result<Digests> ContentHasher::finish(const storage::PartialDownload &partial, quint64 size)
{
    const std::lock_guard lock(m_hashing);
    if (auto ok = hashUpTo(partial, size); !ok)
        return tl::unexpected(ok.error());
    if (m_isCancelled)
        return core::failure(core::ErrorKind::Cancelled, {});
    return Digests{m_md5.finish(), m_checksum ? m_checksum->finish() : QByteArray()};
}

core::Result<blte::Digest> hashFile(const QString &path, const std::function<bool(qint64)> &goesOn)
{
    return digestsOf(path, {}, goesOn).map([](const Digests &digests) { return digests.md5; });
}

core::Result<Digests> digestsOf(const QString &path, const std::optional<core::Checksum> &wanted,
                                const std::function<bool(qint64)> &goesOn)
{
    auto file = storage::fs::File::open(path, storage::fs::File::Mode::ReadOnly);
    if (!file)
        return tl::unexpected(file.error());
    blte::Md5 md5;
    std::optional<core::RunningChecksum> checksum;
    if (wanted)
        checksum.emplace(wanted->kind);
    std::vector<std::uint8_t> slice(kReadAtOnce);
    for (qint64 offset = 0;;) {
        const auto got = file->readAt(offset, slice);
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0)
            return Digests{md5.finish(), checksum ? checksum->finish() : QByteArray()};
        const auto bytes = std::span(slice).first(static_cast<std::size_t>(*got));
        md5.update(bytes);
        if (checksum)
            checksum->update(bytes);
        offset += *got;
        if (goesOn && !goesOn(offset))
            return core::failure(core::ErrorKind::Cancelled, path);
    }
}

} // namespace transfer
