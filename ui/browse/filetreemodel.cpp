#include "ui/browse/filetreemodel.h"

#include "core/bytes.h"
#include "ui/format.h"
#include "ui/icons.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace ui {

using catalog::TreeIndex;

namespace {

/// Rows that a view gets of a folder at once: more than a screen, and few enough that it takes no time.
constexpr int kRowsAtOnce = 1000;

// What an index of the model stands for.
quintptr idOf(bool isFile, quint32 number)
{
    return quintptr{number} * 2 + (isFile ? 1 : 0);
}

FileColumn columnOf(const QModelIndex &index)
{
    return static_cast<FileColumn>(index.column());
}

Qt::CheckState toCheckState(catalog::TreeChecks::State state)
{
    switch (state) {
    case catalog::TreeChecks::State::None:
        return Qt::Unchecked;
    case catalog::TreeChecks::State::Some:
        return Qt::PartiallyChecked;
    case catalog::TreeChecks::State::All:
        return Qt::Checked;
    }
    return Qt::Unchecked;
}

} // namespace

FileTreeModel::FileTreeModel(std::shared_ptr<const TreeIndex> index, FileCells cells, FileChecks &checks,
                             const FactsCache &facts, QObject *parent)
    : QAbstractItemModel(parent)
    , m_index(std::move(index))
    , m_cells(std::move(cells))
    , m_checks(checks)
    , m_facts(facts)
{
    connect(&m_facts, &FactsCache::found, this, [this](const std::vector<File> &files) {
        // Row by row it would take a search for each, where they are not sorted by name.
        std::set<Folder> folders;
        for (const File file : files)
            folders.insert(m_index->folderOf(file));
        for (const Folder folder : folders) {
            const QModelIndex above = indexOf(folder);
            Q_EMIT dataChanged(this->index(0, 0, above),
                               this->index(shownOf(folder) - 1, kFileColumns - 1, above));
        }
    });
}

std::optional<FileTreeModel::File> FileTreeModel::fileAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() % 2 == 0)
        return std::nullopt;
    return static_cast<File>(index.internalId() / 2);
}

std::optional<FileTreeModel::Folder> FileTreeModel::folderAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return TreeIndex::kTop;
    if (index.internalId() % 2 != 0)
        return std::nullopt;
    return static_cast<Folder>(index.internalId() / 2);
}

int FileTreeModel::childrenOf(Folder folder) const
{
    return static_cast<int>(m_index->foldersIn(folder).size() + m_index->filesIn(folder).size());
}

int FileTreeModel::shownOf(Folder folder) const
{
    return std::min(childrenOf(folder), m_shown.value(folder, kRowsAtOnce));
}

int FileTreeModel::rowOf(Folder folder) const
{
    const quint32 row = m_index->rowInParent(folder);
    if (m_sortedBy != FileColumn::Name || m_order == Qt::AscendingOrder)
        return static_cast<int>(row);
    return static_cast<int>(m_index->foldersIn(m_index->parent(folder)).size() - 1 - row);
}

/// The files of a folder as they are sorted; of none by name, which needs no list.
const std::vector<FileTreeModel::File> &FileTreeModel::sorted(Folder folder) const
{
    auto it = m_sorted.find(folder);
    if (it != m_sorted.end())
        return *it;
    const TreeIndex::Range range = m_index->filesIn(folder);
    std::vector<File> files(range.size());
    std::iota(files.begin(), files.end(), range.first);
    const auto sortBy = [&](auto keyOf) {
        const bool isAscending = m_order == Qt::AscendingOrder;
        std::stable_sort(files.begin(), files.end(), [&](File a, File b) {
            return isAscending ? keyOf(a) < keyOf(b) : keyOf(b) < keyOf(a);
        });
    };
    const catalog::FileColumns &columns = m_index->columns();
    const auto factOr = [this](File file, auto known, auto fact) {
        const catalog::FileFacts *facts = m_facts.find(file);
        return facts ? fact(facts->file) : known;
    };
    switch (m_sortedBy) {
    case FileColumn::Size:
        sortBy([&](File file) { return factOr(file, columns.size(file), [](auto &f) { return f.size; }); });
        break;
    case FileColumn::EncodedSize:
        sortBy([&](File file) {
            return factOr(file, columns.encodedSize(file), [](auto &f) { return f.encodedSize; });
        });
        break;
    case FileColumn::Number:
        sortBy([&](File file) { return columns.fileDataId(file); });
        break;
    case FileColumn::Name:
    case FileColumn::Where:
    case FileColumn::Key:
    case FileColumn::Locale:
    case FileColumn::Tags: {
        std::vector<QString> texts; // each is made once
        for (const File file : files)
            texts.push_back(m_cells.text(m_sortedBy, file, m_facts.find(file)));
        sortBy([&](File file) -> const QString & { return texts[file - range.first]; });
        break;
    }
    }
    return *m_sorted.insert(folder, std::move(files));
}

int FileTreeModel::rowOf(File file, Folder folder) const
{
    const TreeIndex::Range files = m_index->filesIn(folder);
    quint32 row = file - files.first;
    if (m_sortedBy != FileColumn::Name) {
        const std::vector<File> &order = sorted(folder);
        row = static_cast<quint32>(std::find(order.begin(), order.end(), file) - order.begin());
    } else if (m_order == Qt::DescendingOrder) {
        row = files.size() - 1 - row;
    }
    return static_cast<int>(m_index->foldersIn(folder).size() + row);
}

FileTreeModel::File FileTreeModel::fileInRow(Folder folder, quint32 row) const
{
    const TreeIndex::Range files = m_index->filesIn(folder);
    if (m_sortedBy != FileColumn::Name)
        return sorted(folder)[row];
    return m_order == Qt::AscendingOrder ? files.first + row : files.end - 1 - row;
}

QModelIndex FileTreeModel::indexOf(Folder folder) const
{
    return folder == TreeIndex::kTop ? QModelIndex() : createIndex(rowOf(folder), 0, idOf(false, folder));
}

QModelIndex FileTreeModel::reveal(File file)
{
    // Folders are before files, but there may be more than a view gets at once.
    for (Folder folder = m_index->folderOf(file); folder != TreeIndex::kTop; folder = m_index->parent(folder))
        show(indexOf(m_index->parent(folder)), rowOf(folder) + 1);
    const Folder folder = m_index->folderOf(file);
    const int row = rowOf(file, folder);
    show(indexOf(folder), row + 1);
    return createIndex(row, 0, idOf(true, file));
}

QModelIndex FileTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Folder folder = *folderAt(parent);
    const auto inside = m_index->foldersIn(folder);
    const auto number = static_cast<quint32>(row);
    if (number >= inside.size())
        return createIndex(row, column,
                           idOf(true, fileInRow(folder, number - static_cast<quint32>(inside.size()))));
    const bool isReversed = m_sortedBy == FileColumn::Name && m_order == Qt::DescendingOrder;
    return createIndex(row, column,
                       idOf(false, isReversed ? inside[inside.size() - 1 - number] : inside[number]));
}

QModelIndex FileTreeModel::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    if (const auto file = fileAt(index))
        return indexOf(m_index->folderOf(*file));
    return indexOf(m_index->parent(*folderAt(index)));
}

int FileTreeModel::rowCount(const QModelIndex &parent) const
{
    const auto folder = folderAt(parent);
    return parent.column() > 0 || !folder ? 0 : shownOf(*folder);
}

int FileTreeModel::columnCount(const QModelIndex &) const
{
    return kFileColumns;
}

bool FileTreeModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0;
}

bool FileTreeModel::canFetchMore(const QModelIndex &parent) const
{
    const auto folder = folderAt(parent);
    return folder && parent.column() <= 0 && shownOf(*folder) < childrenOf(*folder);
}

void FileTreeModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        show(parent, shownOf(*folderAt(parent)) + kRowsAtOnce);
}

/// So many rows of a folder, at least.
void FileTreeModel::show(const QModelIndex &parent, int rows)
{
    const Folder folder = *folderAt(parent);
    const int before = shownOf(folder);
    const int behind = std::min(rows, childrenOf(folder));
    if (behind <= before)
        return;
    beginInsertRows(parent, before, behind - 1);
    m_shown.insert(folder, behind);
    endInsertRows();
}

Qt::ItemFlags FileTreeModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (fileAt(index))
        flags |= Qt::ItemNeverHasChildren;
    if (index.isValid() && columnOf(index) == FileColumn::Name)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant FileTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (const auto file = fileAt(index))
        return fileData(*file, columnOf(index), role);
    return folderData(*folderAt(index), columnOf(index), role);
}

QVariant FileTreeModel::folderData(Folder folder, FileColumn column, int role) const
{
    const bool isName = column == FileColumn::Name;
    switch (role) {
    case Qt::DisplayRole:
        if (isName)
            return core::fromUtf8(m_index->folderName(folder));
        if (column == FileColumn::Size)
            return tr("%Ln file(s)", nullptr, static_cast<int>(m_index->filesBelow(folder).size()));
        return {};
    case Qt::DecorationRole:
        return isName ? themedIcon(QStringLiteral("folder")) : QVariant();
    case Qt::CheckStateRole:
        return isName ? QVariant(toCheckState(m_checks.checks().state(folder))) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant(FileCells::alignment(column));
    case Qt::ToolTipRole:
        return isName ? core::fromUtf8(m_index->folderPath(folder)) : QVariant();
    default:
        return {};
    }
}

QVariant FileTreeModel::fileData(File file, FileColumn column, int role) const
{
    const bool isName = column == FileColumn::Name;
    switch (role) {
    case Qt::DisplayRole:
        return m_cells.text(column, file, m_facts.find(file));
    case Qt::DecorationRole:
        if (isName)
            return themedIcon(m_cells.isEncrypted(file, m_facts.find(file)) ? QStringLiteral("lock")
                                                                            : QStringLiteral("file"));
        return {};
    case Qt::CheckStateRole:
        if (isName)
            return m_checks.checks().isChecked(file) ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::TextAlignmentRole:
        return QVariant(FileCells::alignment(column));
    case Qt::ToolTipRole:
        return m_cells.toolTip(column, file, m_facts.find(file));
    default:
        return {};
    }
}

bool FileTreeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole)
        return false;
    const bool isChecked = value.toInt() == Qt::Checked;
    if (const auto file = fileAt(index))
        m_checks.set({*file}, isChecked);
    else
        m_checks.setFolder(*folderAt(index), isChecked);
    // Those above have changed, too; of those below it is the views' business to look again.
    for (QModelIndex changed = index.siblingAtColumn(0); changed.isValid(); changed = changed.parent())
        Q_EMIT dataChanged(changed, changed, {Qt::CheckStateRole});
    return true;
}

QVariant FileTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= kFileColumns)
        return {};
    const auto column = static_cast<FileColumn>(section);
    if (role == Qt::DisplayRole)
        return FileCells::header(column);
    return role == Qt::TextAlignmentRole ? QVariant(FileCells::alignment(column)) : QVariant();
}

void FileTreeModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= kFileColumns)
        return;
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    m_sortedBy = static_cast<FileColumn>(column);
    m_order = order;
    m_sorted.clear();
    QModelIndexList behind;
    for (const QModelIndex &old : before) {
        const auto file = fileAt(old);
        const int row = file ? rowOf(*file, m_index->folderOf(*file)) : rowOf(*folderAt(old));
        const Folder folder = file ? m_index->folderOf(*file) : m_index->parent(*folderAt(old));
        behind << (row < shownOf(folder) ? createIndex(row, old.column(), old.internalId()) : QModelIndex());
    }
    changePersistentIndexList(before, behind);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

} // namespace ui
