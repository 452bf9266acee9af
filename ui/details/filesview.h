#pragma once

#include "ui/details/filemodel.h"

#include <QTableView>

namespace ui {

/// The table of a set's files. A QTableView, because a QTreeView looks at every row whenever their order
/// changes; dressed like the other tables of the details (TableView).
class FilesView : public QTableView
{
    Q_OBJECT
public:
    explicit FilesView(FileModel &model, QWidget *parent = nullptr);

    /// Of the rows that are selected, in their order.
    std::vector<FileModel::Index> selectedFiles() const;
    std::optional<FileModel::Index> currentFile() const;
    bool isSelected(int row) const;

Q_SIGNALS:
    void opened(); ///< Return, or a double click
    void menuRequested(const QPoint &globalPos);
    void typed(const QString &text); ///< letters, for whoever filters
    void selectionMoved();           ///< or what is current

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyboardSearch(const QString &text) override { Q_EMIT typed(text); }
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void changeEvent(QEvent *event) override;

private:
    void setUpHeader();
    void fitRows();

    FileModel &m_model;
};

} // namespace ui
