#include "core/transfer/contenthasher.h"

#include <algorithm>
#include <vector>

namespace transfer {

namespace {

constexpr std::size_t kSlice = 256u << 10;

} // namespace

core::Result<void> ContentHasher::follow(const storage::PartialDownload &partial, quint64 end, quint64 most)
{
    std::vector<std::uint8_t> slice(kSlice);
    const quint64 stop = std::min(end, m_position + most);
    while (m_position < stop && !m_isCancelled) {
        const auto wanted = static_cast<std::size_t>(std::min<quint64>(slice.size(), stop - m_position));
        if (auto ok = partial.read(m_position, std::span(slice).first(wanted)); !ok)
            return tl::unexpected(ok.error());
        m_md5.update(std::span(slice).first(wanted));
        m_position += wanted;
    }
    return {};
}

core::Result<blte::Digest> ContentHasher::finish(const storage::PartialDownload &partial, quint64 size)
{
    if (auto ok = follow(partial, size, size); !ok)
        return tl::unexpected(ok.error());
    if (m_isCancelled)
        return core::failure(core::ErrorKind::Cancelled, {});
    return m_md5.finish();
}

core::Result<blte::Digest> hashFile(const QString &path, const std::function<bool(qint64)> &goesOn)
{
    auto file = storage::fs::File::open(path, storage::fs::File::Mode::ReadOnly);
    if (!file)
        return tl::unexpected(file.error());
    blte::Md5 md5;
    std::vector<std::uint8_t> slice(kSlice);
    for (qint64 offset = 0;;) {
        const auto got = file->readAt(offset, slice);
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0)
            return md5.finish();
        md5.update(std::span(slice).first(static_cast<std::size_t>(*got)));
        offset += *got;
        if (goesOn && !goesOn(offset))
            return core::failure(core::ErrorKind::Cancelled, path);
    }
}

} // namespace transfer
