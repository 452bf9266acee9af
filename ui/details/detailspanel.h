#pragma once

#include "core/queue/queue.h"
#include "ui/list/remedies.h"

#include <QTabWidget>

namespace ui {

class LogTab;

/// Everything about the chosen download, page by page. Only the page in front works.
class DetailsPanel : public QTabWidget
{
    Q_OBJECT
public:
    explicit DetailsPanel(const queue::Queue &queue, QWidget *parent = nullptr);

    void setItem(std::optional<queue::ItemId> id);
    void refresh();

Q_SIGNALS:
    void remedyChosen(queue::ItemId id, ui::Remedy remedy);
    void mirrorEntered(queue::ItemId id, const QString &text);

private:
    void noteEvent(queue::ItemId id);

    const queue::Queue &m_queue;
    std::optional<queue::ItemId> m_id;
    LogTab *m_log;
};

} // namespace ui
