#include "ui/browse/foundfilesmodel.h"

#include "core/bytes.h"
#include "ui/icons.h"

namespace ui {

FoundFilesModel::FoundFilesModel(std::shared_ptr<const catalog::TreeIndex> index, FileCells cells,
                                 FileChecks &checks, const FactsCache &facts, QObject *parent)
    : QAbstractTableModel(parent)
    , m_index(std::move(index))
    , m_cells(std::move(cells))
    , m_checks(checks)
    , m_facts(facts)
{
    // Which rows these are is not known; views look again at those that are in sight.
    connect(&m_facts, &FactsCache::found, this, [this] {
        if (!m_files->empty())
            Q_EMIT dataChanged(this->index(0, 0), this->index(rowCount() - 1, kFileColumns - 1));
    });
}

void FoundFilesModel::setFiles(Files files)
{
    beginResetModel();
    m_files = std::move(files);
    endResetModel();
}

int FoundFilesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_files->size());
}

int FoundFilesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kFileColumns;
}

Qt::ItemFlags FoundFilesModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid())
        return flags;
    flags |= Qt::ItemNeverHasChildren;
    if (index.column() == 0)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant FoundFilesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const File file = fileAt(index.row());
    const auto column = static_cast<FileColumn>(index.column());
    const bool isName = column == FileColumn::Name;
    const catalog::FileFacts *facts = m_facts.find(file);
    switch (role) {
    case Qt::DisplayRole:
        return isName ? core::fromUtf8(m_index->path(file)) : m_cells.text(column, file, facts);
    case Qt::DecorationRole:
        if (!isName)
            return {};
        return themedIcon(m_cells.isEncrypted(file, facts) ? QStringLiteral("lock") : QStringLiteral("file"));
    case Qt::CheckStateRole:
        if (!isName)
            return {};
        return m_checks.checks().isChecked(file) ? Qt::Checked : Qt::Unchecked;
    case Qt::TextAlignmentRole:
        return QVariant(FileCells::alignment(column));
    case Qt::ToolTipRole:
        return m_cells.toolTip(column, file, facts);
    default:
        return {};
    }
}

bool FoundFilesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::CheckStateRole)
        return false;
    m_checks.set({fileAt(index.row())}, value.toInt() == Qt::Checked);
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    return true;
}

QVariant FoundFilesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= kFileColumns)
        return {};
    const auto column = static_cast<FileColumn>(section);
    if (role == Qt::DisplayRole)
        return column == FileColumn::Name ? tr("Path") : FileCells::header(column);
    return role == Qt::TextAlignmentRole ? QVariant(FileCells::alignment(column)) : QVariant();
}

void FoundFilesModel::sort(int column, Qt::SortOrder order)
{
    if (column >= 0 && column < kFileColumns)
        Q_EMIT sortWanted(static_cast<FileColumn>(column), order);
}

} // namespace ui
