#pragma once

#include "ui/browse/factscache.h"
#include "ui/browse/filecells.h"
#include "ui/browse/filechecks.h"

#include <QAbstractTableModel>

namespace ui {

/// The files that a search found, each with its path. Any number of them: nothing is kept for a row but the
/// file's number.
class FoundFilesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    using File = catalog::TreeIndex::File;
    using Files = std::shared_ptr<const std::vector<File>>;

    /// All but the cells outlive it.
    FoundFilesModel(std::shared_ptr<const catalog::TreeIndex> index, FileCells cells, FileChecks &checks,
                    const FactsCache &facts, QObject *parent = nullptr);

    void setFiles(Files files);
    const std::vector<File> &files() const { return *m_files; }
    File fileAt(int row) const { return (*m_files)[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Whoever searches sorts: see sortWanted().
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void sortWanted(ui::FileColumn column, Qt::SortOrder order);

private:
    const std::shared_ptr<const catalog::TreeIndex> m_index;
    const FileCells m_cells;
    FileChecks &m_checks;
    const FactsCache &m_facts;
    Files m_files = std::make_shared<const std::vector<File>>();
};

} // namespace ui
