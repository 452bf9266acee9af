#include "core/storage/file.h"

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

} // namespace storage::fs
