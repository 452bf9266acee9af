#include "ui/details/filemodel.h"

#include "core/hex.h"
#include "ui/format.h"
#include "ui/theme.h"

#include <QGuiApplication>

namespace ui {

namespace {

using Status = transfer::SetFileStatus;

constexpr int kNotShown = -1;

bool isNumber(SetFileColumn column)
{
    return column == SetFileColumn::Size || column == SetFileColumn::EncodedSize;
}

template <typename Key>
QString keyText(const std::optional<Key> &key)
{
    return key ? core::hex(key->digest) : QStringLiteral("–");
}

/// Rows by file.
std::vector<int> placesOf(const std::vector<core::SetPlan::Index> &rows, std::size_t files)
{
    std::vector<int> places(files, kNotShown);
    for (std::size_t row = 0; row < rows.size(); ++row)
        places[rows[row]] = static_cast<int>(row);
    return places;
}

} // namespace

FileModel::FileModel(const FileSnapshot &snapshot, QObject *parent)
    : QAbstractTableModel(parent)
    , m_snapshot(snapshot)
{
}

void FileModel::refresh()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, static_cast<int>(SetFileColumn::Path)),
                           index(rowCount() - 1, static_cast<int>(SetFileColumn::State)));
}

void FileModel::arrange(std::vector<Index> rows)
{
    if (rows == m_rows)
        return refresh();
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    std::vector<Index> files;
    for (const QModelIndex &old : before)
        files.push_back(file(old.row()));
    m_rows = std::move(rows);
    const std::vector<int> places =
        before.isEmpty() ? std::vector<int>() : placesOf(m_rows, m_snapshot.size());
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const int row = places[files[static_cast<std::size_t>(i)]];
        after << (row == kNotShown ? QModelIndex() : index(row, before[i].column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

void FileModel::reset(std::vector<Index> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int FileModel::rowOf(Index file) const
{
    const auto found = std::find(m_rows.begin(), m_rows.end(), file);
    return found == m_rows.end() ? kNotShown : static_cast<int>(found - m_rows.begin());
}

int FileModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FileModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kSetFileColumnCount;
}

/// The snapshot may be of another set already, whose files are not arranged yet.
bool FileModel::isKnown(const QModelIndex &index) const
{
    return checkIndex(index, CheckIndexOption::IndexIsValid) && file(index.row()) < m_snapshot.size();
}

QVariant FileModel::data(const QModelIndex &index, int role) const
{
    if (!isKnown(index))
        return {};
    const auto column = static_cast<SetFileColumn>(index.column());
    const Index file = this->file(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(column, file);
    case Qt::AccessibleTextRole:
        return column == SetFileColumn::Path
                   ? QVariant(tr("%1, %2").arg(text(column, file), text(SetFileColumn::State, file)))
                   : QVariant();
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return fileStateParagraph(*m_snapshot.view, file);
    case Qt::ForegroundRole:
        return column == SetFileColumn::State ? stateColor(file) : QVariant();
    case Qt::CheckStateRole:
        return column == SetFileColumn::Path && m_snapshot.hasWishes()
                   ? QVariant(m_snapshot.view->states[file] == Status::Unwanted ? Qt::Unchecked : Qt::Checked)
                   : QVariant();
    case Qt::TextAlignmentRole:
        return isNumber(column) ? QVariant(static_cast<int>(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    default:
        return {};
    }
}

bool FileModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !(flags(index) & Qt::ItemIsUserCheckable))
        return false;
    const bool isWanted = value.toInt() == Qt::Checked;
    Q_EMIT wishWanted(index.row(), isWanted ? storage::SetWish::Fetch : storage::SetWish::Skip);
    return true;
}

Qt::ItemFlags FileModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return QAbstractTableModel::flags(index);
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
    const bool canCheck = isKnown(index) && index.column() == static_cast<int>(SetFileColumn::Path) &&
                          m_snapshot.canChangeWish(file(index.row()));
    return canCheck ? flags | Qt::ItemIsUserCheckable : flags;
}

QString FileModel::text(SetFileColumn column, Index file) const
{
    const core::SetPlan &plan = *m_snapshot.view->plan;
    switch (column) {
    case SetFileColumn::Path:
        return plan.name(file);
    case SetFileColumn::State:
        return fileStateText(*m_snapshot.view, file);
    case SetFileColumn::Size:
        return formatSize(sizeOf(plan, file));
    case SetFileColumn::EncodedSize:
        return formatSize(plan.encodedSize(file));
    case SetFileColumn::Where:
        return filePlaceText(plan, file);
    case SetFileColumn::ContentKey:
        return keyText(plan.contentKey(file));
    case SetFileColumn::EncodingKey:
        return keyText(plan.encodingKey(file));
    }
    return {};
}

QVariant FileModel::stateColor(Index file) const
{
    const QPalette palette = QGuiApplication::palette();
    switch (m_snapshot.view->states[file]) {
    case Status::Failed:
        return toneColor(Tone::Bad, palette);
    case Status::Locked:
        return toneColor(Tone::Locked, palette);
    case Status::Missing:
    case Status::Absent:
    case Status::Unwanted:
        return toneColor(Tone::Muted, palette);
    case Status::UnderWay:
    case Status::Done:
        break;
    }
    return {};
}

QVariant FileModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= kSetFileColumnCount)
        return {};
    const auto column = static_cast<SetFileColumn>(section);
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(setFileColumnName(column)) : QVariant();
}

void FileModel::sort(int column, Qt::SortOrder order)
{
    if (column >= 0 && column < kSetFileColumnCount)
        Q_EMIT sortWanted(static_cast<SetFileColumn>(column), order);
}

QString setFileColumnName(SetFileColumn column)
{
    switch (column) {
    case SetFileColumn::Path:
        return FileModel::tr("Path");
    case SetFileColumn::State:
        return FileModel::tr("State");
    case SetFileColumn::Size:
        return FileModel::tr("Size");
    case SetFileColumn::EncodedSize:
        return FileModel::tr("Encoded");
    case SetFileColumn::Where:
        return FileModel::tr("Where");
    case SetFileColumn::ContentKey:
        return FileModel::tr("Content key");
    case SetFileColumn::EncodingKey:
        return FileModel::tr("Encoding key");
    }
    return {};
}

QString filePlaceText(const core::SetPlan &plan, core::SetPlan::Index file)
{
    if (plan.original(file))
        return FileModel::tr("copy of another");
    if (plan.isJoined(file))
        return FileModel::tr("several objects");
    return plan.slice(file) ? FileModel::tr("archive") : FileModel::tr("loose");
}

} // namespace ui
