#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace catalog {

/// Numbers of 32 bits, and the place of each among them in ascending order: millions of file data ids, and
/// for each something in a vector. Takes a bit and a half for each number up to the largest of usual ones (16
/// MiB at most), and 4 bytes for each unusual one. First add(), then seal(), then the rest.
class IdRanks
{
public:
    void add(std::uint32_t id)
    {
        const std::size_t word = id / kWordBits;
        if (word < m_bits.size())
            m_bits[word] |= bitOf(id);
        else
            addBehind(id);
    }
    void seal();

    std::size_t size() const { return m_usual + m_others.size(); }
    std::optional<std::size_t> rank(std::uint32_t id) const
    {
        const std::size_t word = id / kWordBits;
        if (word >= m_bits.size())
            return rankOfOther(id);
        if ((m_bits[word] & bitOf(id)) == 0)
            return std::nullopt;
        return m_before[word] + bitCount(m_bits[word] & (bitOf(id) - 1));
    }
    /// In ascending order.
    void visit(const std::function<void(std::uint32_t id, std::size_t rank)> &visit) const;

private:
    static constexpr std::uint32_t kWordBits = 64;
    static constexpr std::uint64_t bitOf(std::uint32_t id) { return std::uint64_t{1} << id % kWordBits; }
    /// As std::popcount(), which is a call where the processor is not known to have it.
    static constexpr std::size_t bitCount(std::uint64_t word)
    {
        word -= word >> 1 & 0x5555555555555555;
        word = (word & 0x3333333333333333) + (word >> 2 & 0x3333333333333333);
        word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0F;
        return word * 0x0101010101010101 >> 56;
    }
    void addBehind(std::uint32_t id);
    std::optional<std::size_t> rankOfOther(std::uint32_t id) const;

    std::vector<std::uint64_t> m_bits;
    std::vector<std::uint32_t> m_before; ///< for each word of them, bits in those before
    std::size_t m_usual = 0;
    std::vector<std::uint32_t> m_others; ///< ascending
};

} // namespace catalog
