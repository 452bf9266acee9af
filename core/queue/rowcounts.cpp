#include "core/queue/rowcounts.h"

namespace queue {

using transfer::State;

namespace {

template <typename Key>
void tally(QHash<Key, int> &rowsOf, const Key &key, int sign)
{
    int &rows = rowsOf[key];
    rows += sign;
    if (rows == 0)
        rowsOf.remove(key);
}

} // namespace

void RowCounts::Sum::add(const Row &row, int sign)
{
    if (row.encodedSize <= 0) {
        unknown += row.state == State::Done ? 0 : sign;
        return;
    }
    known += sign;
    encodedDone += sign * row.encodedDone;
    encodedSize += sign * row.encodedSize;
}

RowCounts::Row RowCounts::rowOf(const Item &item, quint64 batch) const
{
    Row row;
    row.state = item.state;
    row.isLocked = isLocked(item);
    row.wantsToRun = wantsToRun(item);
    row.batch = row.wantsToRun ? m_batch : batch;
    row.encodedDone = item.progress.encodedDone;
    row.encodedSize = item.progress.encodedSize;
    row.missingKeys = item.missingKeys;
    row.category = item.category;
    row.tags = item.tags;
    return row;
}

void RowCounts::count(const Row &row, int sign)
{
    m_inState[static_cast<std::size_t>(row.state)] += sign;
    m_locked += row.isLocked ? sign : 0;
    m_unfinished += row.wantsToRun ? sign : 0;
    if (row.wantsToRun)
        m_wanting.add(row, sign);
    else if (row.state == State::Done && row.batch == m_batch)
        m_done.add(row, sign);
    for (const blte::KeyName key : row.missingKeys)
        tally(m_missingKeys, static_cast<quint64>(key), sign);
    if (!row.category.isEmpty())
        tally(m_categories, row.category, sign);
    for (const QString &tag : row.tags)
        tally(m_tags, tag, sign);
}

void RowCounts::update(const Item &item)
{
    const auto known = m_known.find(item.id);
    const bool isNew = known == m_known.end();
    const Row row = rowOf(item, isNew ? 0 : known->batch);
    if (!isNew)
        count(*known, -1);
    count(row, 1);
    if (isNew)
        m_known.insert(item.id, row);
    else
        *known = row;
    if (mayNeedKeys(item))
        m_wantingKeys.insert(item.id);
    else
        m_wantingKeys.remove(item.id);
    endBatch();
}

void RowCounts::forget(ItemId id)
{
    if (const auto known = m_known.constFind(id); known != m_known.cend()) {
        count(*known, -1);
        m_known.erase(known);
    }
    m_wantingKeys.remove(id);
    endBatch();
}

/// When nothing wants to run any more: what was finished counts for nothing from then on.
void RowCounts::endBatch()
{
    if (m_unfinished > 0)
        return;
    ++m_batch;
    m_done = {};
}

int RowCounts::active() const
{
    return inState(State::Connecting) + inState(State::Downloading) + inState(State::Committing);
}

BatchProgress RowCounts::batch() const
{
    return {m_unfinished, m_wanting.known + m_done.known, m_wanting.unknown,
            m_wanting.encodedDone + m_done.encodedDone, m_wanting.encodedSize + m_done.encodedSize};
}

} // namespace queue
