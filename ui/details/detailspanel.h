#pragma once

#include "core/queue/queue.h"
#include "ui/list/remedies.h"

#include <QTabWidget>

namespace ui {

class FileCommands;
class LogTab;
class PiecesTab;
class SpeedRecorder;

/// Everything about the chosen download, page by page. Only the page in front works.
class DetailsPanel : public QTabWidget
{
    Q_OBJECT
public:
    explicit DetailsPanel(const queue::Queue &queue, const SpeedRecorder &recorder,
                          QWidget *parent = nullptr);

    void setItem(std::optional<queue::ItemId> id);
    void refresh();
    /// Of the set that is shown, those that failed, and why.
    void showFailedFiles();
    /// The records of the set that is shown are others now.
    void readFilesAgain();
    FileCommands &fileCommands();

Q_SIGNALS:
    void remedyChosen(queue::ItemId id, ui::Remedy remedy);
    void mirrorEntered(queue::ItemId id, const QString &text);

private:
    void noteEvent(queue::ItemId id);

    const queue::Queue &m_queue;
    std::optional<queue::ItemId> m_id;
    PiecesTab *m_pieces;
    LogTab *m_log;
};

} // namespace ui
