#include "core/storage/file.h"

#include <algorithm>
#include <array>
#include <utility>

/// The part of File that is the same everywhere.
namespace storage::fs {

File::File(File &&other) noexcept
    : m_handle(std::exchange(other.m_handle, -1))
    , m_identity(other.m_identity)
    , m_path(std::move(other.m_path))
{
}

File &File::operator=(File &&other) noexcept
{
    std::swap(m_handle, other.m_handle);
    std::swap(m_identity, other.m_identity);
    std::swap(m_path, other.m_path);
    return *this;
}

File::~File()
{
    close();
}

core::Result<void> File::zero(qint64 offset, qint64 size) const
{
    static constexpr std::array<std::uint8_t, 65536> kZeros{};
    if (size <= 0)
        return {};
    // The last byte is written in any case, so that the file reaches so far.
    if (punch(offset, size))
        return writeAt(offset + size - 1, std::span(kZeros).first(1));
    for (const qint64 end = offset + size; offset < end;) {
        const auto count = std::min<qint64>(end - offset, kZeros.size());
        if (auto ok = writeAt(offset, std::span(kZeros).first(static_cast<std::size_t>(count))); !ok)
            return ok;
        offset += count;
    }
    return {};
}

} // namespace storage::fs
