#pragma once

#include "ui/list/pendingremovals.h"
#include "ui/list/queueview.h"
#include "ui/window/actions.h"

namespace ui {

class Preferences;
class Tally;

/// Does what the actions and the rows' buttons say, to what is selected.
class Commands : public QObject
{
    Q_OBJECT
public:
    Commands(queue::Queue &queue, QueueView &view, PendingRemovals &removals, Actions &actions,
             QWidget *window);
    /// Menus of the actions for what rows are put under.
    void offerLabels(Preferences &preferences, const Tally &tally);

    void retryFailed();

Q_SIGNALS:
    void keysWanted();
    void detailsWanted();
    void failedFilesWanted(); ///< of the set that is current
    void categoriesWanted();
    void complained(const QString &sentence);

private:
    Selection selection() const;
    void connectActions();
    void connectOrder();
    void onRowAction(queue::ItemId id, RowAction action);
    void onOpened(queue::ItemId id);
    void toggle();
    void remove();
    void removeWithFiles();
    void removeFinished();
    void removeFailed();
    void move(int queueRow);
    void moveBy(int step);
    void openFile();
    void openFolder(std::optional<queue::ItemId> id);
    QList<queue::ItemId> idsWhere(bool (*wanted)(const queue::Item &)) const;
    QList<queue::ItemId> selectedWhere(bool (*wanted)(const queue::Item &)) const;

    queue::Queue &m_queue;
    QueueView &m_view;
    PendingRemovals &m_removals;
    Actions &m_actions;
    QWidget *m_window;
    QTimer m_update; ///< of what is enabled: once per turn, however many rows changed
};

} // namespace ui
