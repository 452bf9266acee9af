#pragma once

#include "core/queue/item.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace queue {

/// The rows in the user's order; owns the items, whose addresses never change. Row numbers are counted on the
/// fly, and an item's `position` says where it stands: ascending numbers with gaps, so that a row that moves
/// gets another one and its neighbours keep theirs. Nothing here takes time that grows with the number of
/// rows n, but for the block directory (n / kBlock integers) that insertions and removals bring up to date.
/// Used on one thread.
class RowList
{
public:
    /// Between the positions of rows that are appended.
    static constexpr qint64 kGap = qint64(1) << 20;
    /// Most rows of a block.
    static constexpr std::size_t kBlock = 512;
    using Items = std::vector<std::unique_ptr<Item>>;

    int count() const { return m_count; }
    Item &at(int row) const;
    Item *find(ItemId id) const;
    int rowOf(ItemId id) const; ///< -1 when gone

    /// At the end; gives them their positions.
    void append(Items items);
    /// Rows that were stored come before all others, with the positions they were stored with where these
    /// ascend. Returns those, of all, that got another position.
    std::vector<Item *> prepend(Items stored);
    std::unique_ptr<Item> take(ItemId id);
    /// Moves the rows so that they stand together before `row` (count(): at the end), keeping their order.
    /// Returns those, of all, that got another position: the moved ones, and rarely some behind them.
    std::vector<Item *> move(const QList<ItemId> &ids, int row);

private:
    struct Block
    {
        int first = 0; ///< row number of items[0]
        std::vector<Item *> items;
    };
    struct Hash
    {
        std::size_t operator()(ItemId id) const { return qHash(id); }
    };

    std::size_t blockOf(int row) const;
    std::size_t blockAt(qint64 position) const;
    std::vector<Item *> known(const QList<ItemId> &ids) const;
    void insert(int row, const std::vector<Item *> &items);
    void erase(int row);
    void countFrom(std::size_t block);
    std::vector<Item *> number(int first, int last);

    std::vector<Block> m_blocks; ///< none is empty
    std::unordered_map<ItemId, std::unique_ptr<Item>, Hash> m_items;
    int m_count = 0;
};

} // namespace queue
