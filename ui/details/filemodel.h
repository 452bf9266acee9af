#pragma once

#include "ui/details/filearrangement.h"
#include "ui/details/filesnapshot.h"

#include <QAbstractTableModel>

namespace ui {

/// The files of a set, in the order and as far as they are chosen (FileArrangement). No work grows with their
/// number but that of arrange().
class FileModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    using Index = core::SetPlan::Index;

    /// `snapshot` outlives it.
    explicit FileModel(const FileSnapshot &snapshot, QObject *parent = nullptr);

    /// The snapshot has other states of the same files.
    void refresh();
    /// These are shown from now on: of the same set, what is current and selected stays so where it is shown
    /// still.
    void arrange(std::vector<Index> rows);
    /// Of another set, or of none.
    void reset(std::vector<Index> rows = {});

    Index file(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(Index file) const; ///< −1: it is not shown
    const std::vector<Index> &files() const { return m_rows; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void sortWanted(ui::SetFileColumn column, Qt::SortOrder order);
    void wishWanted(int row, storage::SetWish wish); ///< by its check box

private:
    bool isKnown(const QModelIndex &index) const;
    QString text(SetFileColumn column, Index file) const;
    QVariant stateColor(Index file) const;

    const FileSnapshot &m_snapshot;
    std::vector<Index> m_rows;
};

QString setFileColumnName(SetFileColumn column);
/// "archive", "loose object" and the like.
QString filePlaceText(const core::SetPlan &plan, core::SetPlan::Index file);

} // namespace ui
