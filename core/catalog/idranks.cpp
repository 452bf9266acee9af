#include "core/catalog/idranks.h"

#include <algorithm>
#include <bit>

namespace catalog {

namespace {

/// File data ids have reached 8 million.
constexpr std::uint32_t kUnusual = 1u << 27;
} // namespace

void IdRanks::addBehind(std::uint32_t id)
{
    if (id >= kUnusual) {
        m_others.push_back(id);
        return;
    }
    m_bits.resize(id / kWordBits + 1);
    add(id);
}

void IdRanks::seal()
{
    m_before.reserve(m_bits.size());
    for (const std::uint64_t word : m_bits) {
        m_before.push_back(static_cast<std::uint32_t>(m_usual));
        m_usual += bitCount(word);
    }
    std::sort(m_others.begin(), m_others.end());
    m_others.erase(std::unique(m_others.begin(), m_others.end()), m_others.end());
}

std::optional<std::size_t> IdRanks::rankOfOther(std::uint32_t id) const
{
    const auto found = std::lower_bound(m_others.begin(), m_others.end(), id);
    if (found == m_others.end() || *found != id)
        return std::nullopt;
    return m_usual + static_cast<std::size_t>(found - m_others.begin());
}

void IdRanks::visit(const std::function<void(std::uint32_t id, std::size_t rank)> &visit) const
{
    std::size_t rank = 0;
    for (std::size_t word = 0; word < m_bits.size(); ++word) {
        for (std::uint64_t bits = m_bits[word]; bits != 0; bits &= bits - 1) {
            const auto bit = static_cast<std::uint32_t>(std::countr_zero(bits));
            visit(static_cast<std::uint32_t>(word) * kWordBits + bit, rank++);
        }
    }
    for (const std::uint32_t id : m_others)
        visit(id, rank++);
}

} // namespace catalog
