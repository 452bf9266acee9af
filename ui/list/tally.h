#pragma once

#include "ui/list/itemstatus.h"
#include "ui/list/pendingremovals.h"

#include <QSet>
#include <array>

namespace ui {

/// How many items of each kind there are, and which keys are missing; what is hidden for removal does not
/// count. Taken from the queue's counts, less those of the hidden rows; told at most ten times a second while
/// things change, not at all otherwise.
class Tally : public QObject
{
    Q_OBJECT
public:
    Tally(queue::Queue &queue, const PendingRemovals &removals, QObject *parent = nullptr);

    int count(Filter filter) const { return m_counts[static_cast<std::size_t>(filter)]; }
    /// Labels that rows bear, and how many rows bear each.
    const QHash<QString, int> &categories() const { return m_categories; }
    const QHash<QString, int> &tags() const { return m_tags; }
    const QSet<quint64> &missingKeys() const { return m_missingKeys; }
    /// How many of the missing ones are known, but open nothing.
    int wrongKeys() const;
    void recount();

Q_SIGNALS:
    void changed();

private:
    void countSoon();
    void countHidden();
    void countSlice();
    void onItemChanged(int row);
    void onLeaving(int first, int last);

    queue::Queue &m_queue;
    const PendingRemovals &m_removals;
    queue::RowCounts m_hidden;
    std::array<int, kFilterCount> m_counts{};
    QSet<quint64> m_missingKeys;
    QHash<QString, int> m_categories;
    QHash<QString, int> m_tags;
    QTimer m_timer;
    QList<queue::ItemId> m_uncounted; ///< hidden rows that are not in m_hidden yet
    QTimer m_sliceSoon;               ///< runs while there are any
};

} // namespace ui
