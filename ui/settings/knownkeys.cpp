#include "ui/settings/knownkeys.h"

#include "core/hex.h"

namespace ui {

void KnownKeys::show(std::shared_ptr<const blte::KeyStore> keys)
{
    if (keys == m_keys)
        return;
    beginResetModel();
    m_keys = std::move(keys);
    m_names = m_keys ? m_keys->names() : std::vector<blte::KeyName>();
    endResetModel();
}

int KnownKeys::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_names.size());
}

int KnownKeys::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant KnownKeys::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) ||
        (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    if (index.column() == static_cast<int>(Column::Name))
        return core::hex(name(index.row()));
    const std::string origin = m_keys->originOf(name(index.row()));
    return origin.empty() ? tr("not known") : QString::fromStdString(origin);
}

QVariant KnownKeys::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == static_cast<int>(Column::Name) ? tr("Name") : tr("From");
}

} // namespace ui
