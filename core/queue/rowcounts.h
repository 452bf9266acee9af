#pragma once

#include "core/queue/item.h"

#include <QHash>
#include <QSet>
#include <array>

namespace queue {

/// How far all downloads are together: those that want to run, and those that were finished since nothing
/// wanted to run. So the sum does not jump back each time a file is done.
struct BatchProgress
{
    int unfinished = 0;     ///< want to run, the active ones included
    int known = 0;          ///< rows whose encoded size is known
    int unknown = 0;        ///< rows that want to run, of which it is not
    qint64 encodedDone = 0; ///< bytes, of the known ones
    qint64 encodedSize = 0;
    bool operator==(const BatchProgress &) const = default;
};

/// How many rows there are of each kind, kept up to date row by row: update() after every change of a row
/// costs the same however many there are. A value.
class RowCounts
{
public:
    void update(const Item &item);
    void forget(ItemId id);

    int all() const { return static_cast<int>(m_known.size()); }
    int inState(transfer::State state) const { return m_inState[static_cast<std::size_t>(state)]; }
    int active() const;
    int locked() const { return m_locked; }
    /// Keys (blte::KeyName) that rows miss, and how many rows miss each.
    const QHash<quint64, int> &missingKeys() const { return m_missingKeys; }
    /// Labels that rows bear, and how many rows bear each.
    const QHash<QString, int> &categories() const { return m_categories; }
    const QHash<QString, int> &tags() const { return m_tags; }
    /// Rows that a new key may help.
    const QSet<ItemId> &wantingKeys() const { return m_wantingKeys; }
    BatchProgress batch() const;

private:
    /// What a row was counted as.
    struct Row
    {
        transfer::State state = transfer::State::Queued;
        bool isLocked = false;
        bool wantsToRun = false;
        quint64 batch = 0; ///< in which it last wanted to run; 0: in none
        qint64 encodedDone = 0;
        qint64 encodedSize = 0;
        QList<blte::KeyName> missingKeys;
        QString category;
        QStringList tags;
    };
    /// Bytes of rows of the batch.
    struct Sum
    {
        int known = 0;
        int unknown = 0;
        qint64 encodedDone = 0;
        qint64 encodedSize = 0;
        void add(const Row &row, int sign);
    };

    Row rowOf(const Item &item, quint64 batch) const;
    void count(const Row &row, int sign);
    void endBatch();

    QHash<ItemId, Row> m_known;
    std::array<int, transfer::kStateCount> m_inState{};
    int m_locked = 0;
    QHash<quint64, int> m_missingKeys;
    QHash<QString, int> m_categories;
    QHash<QString, int> m_tags;
    QSet<ItemId> m_wantingKeys;
    int m_unfinished = 0;
    quint64 m_batch = 1; ///< number of the present batch
    Sum m_wanting;
    Sum m_done; ///< finished in this batch
};

} // namespace queue
