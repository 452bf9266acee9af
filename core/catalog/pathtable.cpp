#include "core/catalog/pathtable.h"

#include <algorithm>
#include <bit>
#include <unordered_map>

namespace catalog {

namespace {

/// Bits of the filter for a path: one path of 32 that is not there looks as if it were.
constexpr std::size_t kFilterBits = 32;

} // namespace

PathTable::PathTable(const QStringList &paths, CaseRule rule)
    : m_rule(rule)
    , m_hash(rule)
{
    std::unordered_multimap<std::uint64_t, std::uint32_t> seen;
    for (const QString &text : paths) {
        PlainPath plain = plainPath(text.toStdString());
        const std::uint64_t hash = m_hash.of(plain.path);
        const auto [begin, end] = seen.equal_range(hash);
        const bool isKnown = std::any_of(begin, end, [&](const auto &one) {
            const PlainPath &other = m_parts[one.second].plain;
            return other.isFolder == plain.isFolder && isSamePath(other.path, plain.path, rule);
        });
        if (isKnown)
            continue;
        seen.emplace(hash, static_cast<std::uint32_t>(m_parts.size()));
        m_rows.push_back({hash, static_cast<std::uint32_t>(m_parts.size())});
        m_parts.push_back({std::move(plain), text});
    }
    std::sort(m_rows.begin(), m_rows.end(), [](const Row &a, const Row &b) { return a.hash < b.hash; });
    const auto bits = std::bit_width(std::max(m_parts.size(), std::size_t{1}) * kFilterBits - 1);
    m_filter.resize(std::size_t{1} << bits);
    m_shift = 64 - static_cast<int>(bits);
    for (const Row &row : m_rows)
        m_filter[row.hash >> m_shift] = true;
}

std::vector<PathTable::Row>::const_iterator PathTable::firstOf(std::uint64_t hash) const
{
    return std::lower_bound(m_rows.begin(), m_rows.end(), hash,
                            [](const Row &row, std::uint64_t wanted) { return row.hash < wanted; });
}

} // namespace catalog
