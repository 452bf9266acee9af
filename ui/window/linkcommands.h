#pragma once

#include "core/queue/queue.h"

#include <QObject>

class QWidget;

namespace ui {

class Actions;
class Preferences;
class QueueView;

/// Does what the actions say about the links of downloads: copy, replace, save as a list.
class LinkCommands : public QObject
{
    Q_OBJECT
public:
    LinkCommands(queue::Queue &queue, const QueueView &view, const Preferences &preferences,
                 const Actions &actions, QWidget *window);

    void replace(queue::ItemId id);
    /// A host that serves the same path, or the whole address of the same file.
    void addMirror(queue::ItemId id, const QString &text);

Q_SIGNALS:
    void saved(const QString &sentence); ///< or not

private:
    void copy() const;
    void copyPaths() const;
    void replaceCurrent();
    void askWhereToSave();
    void save(const QString &path, const QList<queue::ItemId> &ids);
    QList<queue::ItemId> idsToSave() const;

    queue::Queue &m_queue;
    const QueueView &m_view;
    const Preferences &m_preferences;
    QWidget *m_window;
};

} // namespace ui
