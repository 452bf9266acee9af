#pragma once

#include "core/queue/queue.h"

#include <QAbstractTableModel>
#include <QTimer>

namespace ui {

/// The queue as a table; row = position in the queue. Holds no copy of anything: cells read the queue.
/// Changes of many items within one turn of the event loop become one dataChanged per run of rows.
class QueueModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Column : int {
        Name,
        Progress,
        Size,
        Speed,
        TimeLeft,
        Added,
        Finished,
        Received,
        Host,
        Folder,
        Action
    };
    static constexpr int kColumnCount = 11;

    enum Role {
        IdRole = Qt::UserRole + 1,
        SecondLineRole, ///< Name: host · folder
        FractionRole,   ///< Progress: 0…1, or -1 while unknown
        ToneRole,       ///< Name, Progress: int(Tone)
        IconNameRole,   ///< Name, Progress, Action
        HasBarRole,     ///< Progress
        RowActionRole,  ///< Action: int(RowAction)
    };

    explicit QueueModel(queue::Queue &queue, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    Qt::ItemFlags flags(const QModelIndex &index) const override;

    const queue::Item &item(int row) const { return m_queue.at(row); }
    int rowOf(queue::ItemId id) const { return m_queue.rowOf(id); } ///< -1 when gone
    /// Rows that count down say so again. Call it once a second while something waits.
    void refreshWaiting();

private:
    void connectQueue();
    void markChanged(int row);
    void flushChanged();
    void showProgress(const QList<int> &rows);
    void beginReorder();
    void endReorder();

    queue::Queue &m_queue;
    QList<int> m_changed;
    QTimer m_flush;
    QList<std::pair<QModelIndex, queue::ItemId>> m_moving; ///< persistent indexes while the queue reorders
};

} // namespace ui
