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
    void add(std::uint32_t id);
    void seal();

    std::size_t size() const { return m_usual + m_others.size(); }
    std::optional<std::size_t> rank(std::uint32_t id) const;
    /// In ascending order.
    void visit(const std::function<void(std::uint32_t id, std::size_t rank)> &visit) const;

private:
    std::vector<std::uint64_t> m_bits;
    std::vector<std::uint32_t> m_before; ///< for each word of them, bits in those before
    std::size_t m_usual = 0;
    std::vector<std::uint32_t> m_others; ///< ascending
};

} // namespace catalog
