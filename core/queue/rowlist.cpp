#include "core/queue/rowlist.h"

#include <algorithm>

namespace queue {

namespace {

/// Where rows have no room, they get it from so many neighbours that these have this much: the more there
/// are, the more each gets, so that a place that stays crowded is not spread again and again (Bender and
/// others, "Two Simplified Algorithms for Maintaining Order in a List").
constexpr qint64 roomFor(qint64 rows)
{
    return 16 * (rows + 1) * (rows + 1);
}

constexpr auto byPosition = [](const Item *a, const Item *b) { return a->position < b->position; };

} // namespace

std::size_t RowList::blockOf(int row) const
{
    const auto behind = std::upper_bound(m_blocks.begin(), m_blocks.end(), row,
                                         [](int r, const Block &block) { return r < block.first; });
    return static_cast<std::size_t>(behind - m_blocks.begin()) - 1;
}

std::size_t RowList::blockAt(qint64 position) const
{
    const auto behind =
        std::upper_bound(m_blocks.begin(), m_blocks.end(), position,
                         [](qint64 p, const Block &block) { return p < block.items.front()->position; });
    return static_cast<std::size_t>(behind - m_blocks.begin()) - 1;
}

Item &RowList::at(int row) const
{
    const Block &block = m_blocks[blockOf(row)];
    return *block.items[static_cast<std::size_t>(row - block.first)];
}

Item *RowList::find(ItemId id) const
{
    const auto found = m_items.find(id);
    return found == m_items.end() ? nullptr : found->second.get();
}

int RowList::rowOf(ItemId id) const
{
    const Item *item = find(id);
    if (!item)
        return -1;
    const Block &block = m_blocks[blockAt(item->position)];
    const auto place = std::lower_bound(block.items.begin(), block.items.end(), item, byPosition);
    return block.first + static_cast<int>(place - block.items.begin());
}

void RowList::countFrom(std::size_t block)
{
    for (std::size_t i = block; i < m_blocks.size(); ++i)
        m_blocks[i].first =
            i == 0 ? 0 : m_blocks[i - 1].first + static_cast<int>(m_blocks[i - 1].items.size());
}

/// Their positions are the caller's to give.
void RowList::insert(int row, const std::vector<Item *> &items)
{
    const bool isAtEnd = row == m_count;
    std::size_t index = 0;
    if (m_blocks.empty())
        m_blocks.emplace_back();
    else
        index = isAtEnd ? m_blocks.size() - 1 : blockOf(row);
    std::vector<Item *> rest; // of the block, behind the new ones
    std::vector<Item *> &head = m_blocks[index].items;
    const auto split = head.begin() + (row - m_blocks[index].first);
    rest.assign(split, head.end());
    head.erase(split, head.end());
    rest.insert(rest.begin(), items.begin(), items.end());
    const std::size_t fits = std::min(kBlock - head.size(), rest.size());
    head.insert(head.end(), rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(fits));
    std::vector<Block> more;
    for (std::size_t begin = fits; begin < rest.size();) {
        // Half full when it is in the middle, so that the next one finds room.
        const std::size_t size = std::min(isAtEnd ? kBlock : kBlock / 2, rest.size() - begin);
        const auto from = rest.begin() + static_cast<std::ptrdiff_t>(begin);
        more.push_back({0, {from, from + static_cast<std::ptrdiff_t>(size)}});
        begin += size;
    }
    m_blocks.insert(m_blocks.begin() + static_cast<std::ptrdiff_t>(index) + 1,
                    std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    m_count += static_cast<int>(items.size());
    if (m_blocks[index].items.empty())
        m_blocks.erase(m_blocks.begin() + static_cast<std::ptrdiff_t>(index));
    countFrom(index);
}

void RowList::erase(int row)
{
    const std::size_t index = blockOf(row);
    Block &block = m_blocks[index];
    block.items.erase(block.items.begin() + (row - block.first));
    if (block.items.empty())
        m_blocks.erase(m_blocks.begin() + static_cast<std::ptrdiff_t>(index));
    --m_count;
    countFrom(index);
}

/// Gives positions to the rows first … last - 1 so that they ascend between their neighbours; where those are
/// too close, to rows behind them, too. Returns all that were given one.
std::vector<Item *> RowList::number(int first, int last)
{
    const qint64 before = first == 0 ? 0 : at(first - 1).position;
    if (first > 0 && last < m_count && at(last).position - before <= last - first) {
        while (last < m_count && at(last).position - before < roomFor(last - first))
            ++last;
    }
    const qint64 steps = last - first + 1;
    qint64 start = before;
    qint64 step = kGap;
    if (last < m_count && first > 0)
        step = (at(last).position - before) / steps;
    else if (last < m_count)
        start = at(last).position - steps * kGap;
    std::vector<Item *> numbered;
    for (int row = first; row < last; ++row) {
        start += step;
        numbered.push_back(&at(row));
        numbered.back()->position = start;
    }
    return numbered;
}

void RowList::append(Items items)
{
    std::vector<Item *> rows;
    rows.reserve(items.size());
    qint64 position = m_count == 0 ? 0 : at(m_count - 1).position;
    for (auto &item : items) {
        item->position = position += kGap;
        rows.push_back(item.get());
        m_items.emplace(item->id, std::move(item));
    }
    insert(m_count, rows);
}

std::vector<Item *> RowList::prepend(Items stored)
{
    std::vector<Item *> renumbered;
    std::vector<Item *> rows;
    const int early = m_count;
    for (auto &item : stored) {
        if (!rows.empty() && item->position <= rows.back()->position) {
            item->position = rows.back()->position + 1;
            renumbered.push_back(item.get());
        }
        rows.push_back(item.get());
        m_items.emplace(item->id, std::move(item));
    }
    insert(0, rows);
    if (early > 0 && !rows.empty()) {
        const auto behind = number(m_count - early, m_count);
        renumbered.insert(renumbered.end(), behind.begin(), behind.end());
    }
    return renumbered;
}

std::unique_ptr<Item> RowList::take(ItemId id)
{
    const int row = rowOf(id);
    if (row < 0)
        return {};
    erase(row);
    return std::move(m_items.extract(id).mapped());
}

/// In their order, each once.
std::vector<Item *> RowList::known(const QList<ItemId> &ids) const
{
    std::vector<Item *> items;
    for (const ItemId id : ids) {
        if (Item *item = find(id))
            items.push_back(item);
    }
    std::sort(items.begin(), items.end(), byPosition);
    items.erase(std::unique(items.begin(), items.end()), items.end());
    return items;
}

std::vector<Item *> RowList::move(const QList<ItemId> &ids, int row)
{
    const std::vector<Item *> moved = known(ids);
    if (moved.empty())
        return {};
    // The first row from there on that stays is what they come before.
    int anchor = std::clamp(row, 0, m_count);
    while (anchor < m_count && std::binary_search(moved.begin(), moved.end(), &at(anchor), byPosition))
        ++anchor;
    const ItemId before = anchor < m_count ? at(anchor).id : ItemId{};
    const bool isAtEnd = anchor == m_count;
    for (const Item *item : moved)
        erase(rowOf(item->id));
    const int first = isAtEnd ? m_count : rowOf(before);
    insert(first, moved);
    return number(first, first + static_cast<int>(moved.size()));
}

} // namespace queue
