#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace blte {

/// Scratch bytes: never initialised, grown on demand, kept for the next use.
class Buffer
{
public:
    /// `size` bytes. Their former content is kept unless the buffer has to grow.
    std::span<std::uint8_t> room(std::size_t size)
    {
        if (size > m_capacity || !m_bytes) {
            m_capacity = std::bit_ceil(size + (size == 0));
            m_bytes = std::make_unique_for_overwrite<std::uint8_t[]>(m_capacity);
        }
        return {m_bytes.get(), size};
    }

private:
    std::unique_ptr<std::uint8_t[]> m_bytes;
    std::size_t m_capacity = 0;
};

} // namespace blte
