#pragma once

#include <QHash>
#include <QSet>

namespace queue {

/// The numbers of rows. A row that is added gets one that holds for this run of the program only, because the
/// database may not be read yet (or not be readable); the database gives the one it is stored under. Neither
/// comes from a clock, which may show the same time twice. A value.
class StoredIds
{
public:
    /// Rows of this run count from here; stored ones stay far below.
    static constexpr qint64 kFirstOfRun = qint64(1) << 62;

    /// `next`: the lowest number that no stored row has, nor had.
    explicit StoredIds(qint64 next = 1)
        : m_next(next)
    {
    }

    /// The number a row is stored under, or 0 when it is not stored.
    qint64 of(qint64 id) const { return id < kFirstOfRun ? id : m_stored.value(id, 0); }
    /// The same; gives one to a row that has none.
    qint64 give(qint64 id);
    /// One for a stored row of another database.
    qint64 giveNew() { return m_next++; }
    qint64 next() const { return m_next; }
    /// The stored numbers of this run's rows.
    QSet<qint64> ofThisRun() const { return {m_stored.cbegin(), m_stored.cend()}; }

    /// The rows of this run move to another database, whose numbers go on at `next`; what of() said of them
    /// until now, and the new number.
    QHash<qint64, qint64> moveTo(qint64 next);

private:
    QHash<qint64, qint64> m_stored; ///< by number of this run
    qint64 m_next = 1;
};

} // namespace queue
