#include "ui/mirror/wrongobjects.h"

#include "ui/errortext.h"

#include <utility>

namespace ui {

void WrongObjects::clear()
{
    m_new.clear();
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

void WrongObjects::add(const QString &path, const QList<core::Error> &wrong)
{
    for (const core::Error &error : wrong) {
        if (m_rows.size() + m_new.size() < kMostRows)
            m_new.append({path, error});
    }
}

void WrongObjects::flush()
{
    if (m_new.isEmpty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(m_new.size()) - 1);
    m_rows += std::exchange(m_new, {});
    endInsertRows();
}

QString WrongObjects::text() const
{
    QString text;
    for (const Row &row : m_rows)
        text += row.path + u'\t' + errorLine(row.error) + u'\n';
    return text;
}

int WrongObjects::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int WrongObjects::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant WrongObjects::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    const bool isObject = static_cast<Column>(index.column()) == Column::Object;
    if (role == Qt::DisplayRole)
        return isObject ? row.path : errorLine(row.error);
    if (role == Qt::ToolTipRole)
        return isObject ? row.path : errorParagraph(row.error);
    return {};
}

QVariant WrongObjects::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= kColumnCount)
        return {};
    return static_cast<Column>(section) == Column::Object ? tr("Object") : tr("What is wrong");
}

} // namespace ui
