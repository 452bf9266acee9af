#pragma once

#include "core/queue/queue.h"

#include <QSet>
#include <QTimer>

namespace ui {

/// Removal that can be undone: the items are held and hidden at once, and removed for real when the time is
/// over, when the next removal begins, or when the window closes (commit()).
class PendingRemovals : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds kTimeToUndo{10};

    explicit PendingRemovals(queue::Queue &queue, QObject *parent = nullptr);

    void begin(const QList<queue::ItemId> &ids, queue::Removal removal);
    void undo();
    void commit();
    /// Somebody has added these, or wants them, once more: those that are about to be removed stay, and no
    /// file that they make is deleted. How many of them stay.
    int keep(const QList<queue::ItemId> &ids);

    bool contains(queue::ItemId id) const { return m_hidden.contains(id); }
    const QSet<queue::ItemId> &hidden() const { return m_hidden; }
    bool isEmpty() const { return m_ids.isEmpty(); } ///< nothing to undo
    std::chrono::seconds timeLeft() const;

Q_SIGNALS:
    void changed();        ///< other items are hidden than before
    void begun(int count); ///< also when fewer remain to be removed than before
    void ended();
    void undone(const QList<queue::ItemId> &ids); ///< they are shown again

private:
    void spareFilesOf(const QList<queue::ItemId> &ids);
    void noteLeaving(int first, int last);
    void forgetGone();

    queue::Queue &m_queue;
    QSet<queue::ItemId> m_hidden;   ///< m_ids, and those the queue has not yet let go
    QList<queue::ItemId> m_leaving; ///< of rows that are being removed
    QList<queue::ItemId> m_ids;
    QList<queue::ItemId> m_wereRunning;
    queue::Removal m_removal = queue::Removal::KeepFiles;
    QTimer m_timer;
};

} // namespace ui
