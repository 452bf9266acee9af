#pragma once

#include "core/queue/queue.h"

#include <QSet>
#include <QTimer>

namespace ui {

/// Removal that can be undone: the items are held and hidden at once, and removed for real when the time is
/// over, when the next removal begins, or when the window closes (finish()). Very many rows go a slice at a
/// time, one in each turn of the event loop; when the program is killed meanwhile, the others are there
/// still.
class PendingRemovals : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds kTimeToUndo{10};
    /// Most rows of a slice: each may be a run of its own, which every view is told of.
    static constexpr qsizetype kSlice = 200;

    explicit PendingRemovals(queue::Queue &queue, QObject *parent = nullptr);

    void begin(const QList<queue::ItemId> &ids, queue::Removal removal);
    void undo();
    void commit();
    /// The same, and all are gone when it returns.
    void finish();
    /// Somebody has added these, or wants them, once more: those that are about to be removed stay, and no
    /// file that they make is deleted. How many of them stay.
    int keep(const QList<queue::ItemId> &ids);

    bool contains(queue::ItemId id) const { return m_hidden.contains(id); }
    const QSet<queue::ItemId> &hidden() const { return m_hidden; }
    bool isEmpty() const { return m_undoable.ids.isEmpty(); } ///< nothing to undo
    std::chrono::seconds timeLeft() const;

Q_SIGNALS:
    void changed();        ///< other items are hidden than before
    void begun(int count); ///< also when fewer remain to be removed than before
    void ended();
    void undone(const QList<queue::ItemId> &ids); ///< they are shown again

private:
    struct Batch
    {
        QList<queue::ItemId> ids;
        QList<queue::ItemId> wereRunning;
        queue::Removal removal = queue::Removal::KeepFiles;
    };

    QList<queue::ItemId> byPosition(const QList<queue::ItemId> &ids) const;
    void removeSlice();
    void spareFilesOf(Batch &batch, const QList<queue::ItemId> &ids);
    void noteLeaving(int first, int last);
    void forgetGone();

    queue::Queue &m_queue;
    QSet<queue::ItemId> m_hidden;   ///< all that are in a batch, and those the queue has not yet let go
    QList<queue::ItemId> m_leaving; ///< of rows that are being removed
    Batch m_undoable;
    QList<Batch> m_going; ///< too late to undo; from the last row to the first
    QTimer m_timer;
    QTimer m_sliceSoon; ///< runs while any are going
};

} // namespace ui
