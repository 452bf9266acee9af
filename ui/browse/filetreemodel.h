#pragma once

#include "ui/browse/factscache.h"
#include "ui/browse/filecells.h"
#include "ui/browse/filechecks.h"

#include <QAbstractItemModel>

namespace ui {

/// The folders and files of a build. Of a folder with many rows a view gets more as it scrolls to its end;
/// nothing is kept for a row that nobody looked at. Folders come first and by name, whatever files are sorted
/// by.
class FileTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    using File = catalog::TreeIndex::File;
    using Folder = catalog::TreeIndex::Folder;

    /// All but the cells outlive it.
    FileTreeModel(std::shared_ptr<const catalog::TreeIndex> index, FileCells cells, FileChecks &checks,
                  const FactsCache &facts, QObject *parent = nullptr);

    std::optional<File> fileAt(const QModelIndex &index) const;
    std::optional<Folder> folderAt(const QModelIndex &index) const; ///< of an invalid index the topmost
    QModelIndex indexOf(Folder folder) const;
    /// Its row is there afterwards.
    QModelIndex reveal(File file);
    const std::shared_ptr<const catalog::TreeIndex> &treeIndex() const { return m_index; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    int childrenOf(Folder folder) const;
    int shownOf(Folder folder) const;
    void show(const QModelIndex &folder, int rows);
    int rowOf(Folder folder) const;
    int rowOf(File file, Folder folder) const;
    File fileInRow(Folder folder, quint32 row) const;
    const std::vector<File> &sorted(Folder folder) const;
    QVariant folderData(Folder folder, FileColumn column, int role) const;
    QVariant fileData(File file, FileColumn column, int role) const;

    const std::shared_ptr<const catalog::TreeIndex> m_index;
    const FileCells m_cells;
    FileChecks &m_checks;
    const FactsCache &m_facts;
    QHash<Folder, int> m_shown; ///< rows, of folders of which more than the usual are
    FileColumn m_sortedBy = FileColumn::Name;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    mutable QHash<Folder, std::vector<File>> m_sorted; ///< files of folders, where they are not by name
};

} // namespace ui
