#pragma once

#include "ui/list/queueview.h"
#include "ui/list/remedies.h"
#include "ui/window/actions.h"

namespace ui {

class Preferences;

/// Does what the actions, and the buttons beside an error, say about downloads that cannot go on as they are.
class RemedyCommands : public QObject
{
    Q_OBJECT
public:
    /// Everything given outlives it.
    RemedyCommands(queue::Queue &queue, QueueView &view, Preferences &preferences, const Actions &actions,
                   QWidget *window);

    void apply(queue::ItemId id, Remedy remedy);

Q_SIGNALS:
    void keysWanted();
    void linkWanted(queue::ItemId id);        ///< another one
    void failedFilesWanted(queue::ItemId id); ///< of a set: to be seen

private:
    void retry();
    void overwrite();
    void relocate();
    void signIn();
    void fetchAgain();
    void relocate(const QList<queue::ItemId> &ids);
    void signIn(queue::ItemId id);
    QList<queue::ItemId> selectedWhere(bool (*wanted)(const queue::Item &)) const;

    queue::Queue &m_queue;
    QueueView &m_view;
    Preferences &m_preferences;
    QWidget *m_window;
};

bool canRetry(const queue::Item &item);
bool canOverwrite(const queue::Item &item);
bool canRelocate(const queue::Item &item);
bool canSignIn(const queue::Item &item);
bool canFetchAgain(const queue::Item &item);

} // namespace ui
