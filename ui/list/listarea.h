#pragma once

#include "ui/list/emptystate.h"
#include "ui/list/queueview.h"
#include "ui/list/tally.h"

#include <QHash>
#include <QStackedWidget>

namespace ui {

class Preferences;

/// The list, or what stands in its place when it is empty. Keeps columns and sort order per filter.
class ListArea : public QStackedWidget
{
    Q_OBJECT
public:
    ListArea(queue::Queue &queue, const PendingRemovals &removals, const Tally &tally,
             QWidget *parent = nullptr);

    QueueModel &model() { return *m_model; }
    QueueView &view() { return *m_view; }

    void setFilter(Filter filter);
    void setText(const QString &text);
    void setLabel(const Label &label);
    void saveLayouts(Preferences &preferences);
    void restoreLayouts(const Preferences &preferences);

Q_SIGNALS:
    void addWanted();
    void browseWanted();
    void showAllWanted();

private:
    void chooseFace();

    const queue::Queue &m_queue;
    const Tally &m_tally;
    QueueModel *m_model;
    QueueProxy *m_proxy;
    QueueView *m_view;
    EmptyState *m_empty;
    QHash<Filter, QByteArray> m_layouts;
};

} // namespace ui
