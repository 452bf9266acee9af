#pragma once

#include "ui/details/fileexport.h"
#include "ui/details/filesnapshot.h"

#include <QObject>

namespace ui {

class FileModel;
class FilesView;

/// Lists of a set's files, for the clipboard those that are selected, for a file those that are shown. Of
/// many files a list takes its time, and is made on another thread.
class FileLists : public QObject
{
    Q_OBJECT
public:
    using Index = core::SetPlan::Index;

    /// All of them outlive it.
    FileLists(const FileSnapshot &snapshot, const FileModel &model, const FilesView &view, QObject *parent);

    void copyPaths();
    void copySources();
    void copyKeys();
    void askWhereToSave(ExportForm form);
    void save(const QString &path, ExportForm form);

Q_SIGNALS:
    void said(const QString &sentence); ///< what became of it

private:
    void copy(QString (*line)(const FileSnapshot &snapshot, Index file));

    const FileSnapshot &m_snapshot;
    const FileModel &m_model;
    const FilesView &m_view;
};

} // namespace ui
