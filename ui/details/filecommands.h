#pragma once

#include "core/queue/item.h"
#include "ui/details/filesnapshot.h"

#include <QAction>
#include <functional>

class QMenu;

namespace ui {

class FileLists;
class FileModel;
class FilesView;

/// What can be done with the files of the set that is shown, by key, by the menu of the list, and by the
/// buttons above it. What changes the queue goes out as signals.
class FileCommands : public QObject
{
    Q_OBJECT
public:
    using Index = core::SetPlan::Index;

    /// All of them outlive it; `view` gets its keys and its menu.
    FileCommands(const FileSnapshot &snapshot, const FileModel &model, FilesView &view, QWidget *parent);

    /// Of the set that is shown.
    void setItem(const queue::Item &item);
    void update(); ///< of what is enabled
    /// Those that are about all files.
    QList<QAction *> ofAll() const { return {m_retry, m_verify, m_openFolder, m_export}; }

Q_SIGNALS:
    void wishWanted(queue::ItemId id, const std::vector<core::SetPlan::Index> &files, storage::SetWish wish);
    void retryWanted(queue::ItemId id);
    void verifyWanted(queue::ItemId id);
    void folderWanted(queue::ItemId id);
    void said(const QString &sentence); ///< what became of something, for the notice bar

private:
    QAction *make(const QString &text, const QString &icon, const QKeySequence &shortcut,
                  const std::function<void()> &act);
    void makeActions();
    void makeExport();
    void offerMenu(const QPoint &pos);
    void open();
    void showInFolder();
    void open(const QString &path);
    void wish(storage::SetWish wish);
    void onBoxChanged(int row, storage::SetWish wish);
    std::vector<Index> selectedFor(storage::SetWish wish) const;

    const FileSnapshot &m_snapshot;
    const FileModel &m_model;
    FilesView &m_view;
    FileLists *m_lists;
    transfer::State m_state = transfer::State::Queued;
    bool m_isChecking = false; ///< it is being read back
    QAction *m_open, *m_showInFolder, *m_copyPath, *m_copySource, *m_copyKeys, *m_skip, *m_fetch;
    QAction *m_retry, *m_verify, *m_openFolder, *m_export;
};

} // namespace ui
