#include "ui/details/filesview.h"

#include "ui/direction.h"

#include <QAbstractButton>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QStyledItemDelegate>

namespace ui {

namespace {

// Of the columns, in letters.
constexpr std::array kWidths{50, 33, 11, 12, 14, 34, 34};

/// Of paths both ends tell.
class PathDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->textElideMode = Qt::ElideMiddle;
        option->text = isolatedPath(option->text);
    }
};

} // namespace

FilesView::FilesView(FileModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    setModel(&model);
    setAccessibleName(tr("Files"));
    setFrameShape(NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setAlternatingRowColors(true);
    setItemDelegateForColumn(static_cast<int>(SetFileColumn::Path), new PathDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setAccessibleName(tr("Rows"));
    if (auto *corner = findChild<QAbstractButton *>())
        corner->setAccessibleName(tr("Select all"));
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setUpHeader();
    fitRows();
    connect(this, &QTableView::doubleClicked, this, &FilesView::opened);
}

void FilesView::setUpHeader()
{
    QHeaderView *header = horizontalHeader();
    header->setAccessibleName(tr("Columns"));
    // A header asks of every row whether its column is selected as a whole.
    header->setSelectionModel(new QItemSelectionModel(&m_model, header));
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setSortIndicator(static_cast<int>(SetFileColumn::Path), Qt::AscendingOrder);
    for (std::size_t column = 0; column < kWidths.size(); ++column)
        header->resizeSection(static_cast<int>(column), fontMetrics().averageCharWidth() * kWidths[column]);
    for (const SetFileColumn column : {SetFileColumn::ContentKey, SetFileColumn::EncodingKey}) // on request
        header->hideSection(static_cast<int>(column));
    setSortingEnabled(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
}

void FilesView::fitRows()
{
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 9);
    horizontalHeader()->setMinimumSectionSize(fontMetrics().averageCharWidth() * 4);
}

std::vector<FileModel::Index> FilesView::selectedFiles() const
{
    std::vector<int> rows;
    for (const QItemSelectionRange &range : selectionModel()->selection()) { // of a million rows a few
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::vector<FileModel::Index> files;
    files.reserve(rows.size());
    for (const int row : rows)
        files.push_back(m_model.file(row));
    return files;
}

std::optional<FileModel::Index> FilesView::currentFile() const
{
    const QModelIndex current = currentIndex();
    return current.isValid() ? std::optional(m_model.file(current.row())) : std::nullopt;
}

bool FilesView::isSelected(int row) const
{
    return selectionModel()->isSelected(m_model.index(row, 0));
}

void FilesView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT selectionMoved();
}

void FilesView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    Q_EMIT selectionMoved();
}

void FilesView::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && event->modifiers() == Qt::NoModifier)
        return Q_EMIT opened();
    if (event->key() == Qt::Key_Space && currentIndex().isValid()) { // in whichever column it is
        const QModelIndex box = currentIndex().siblingAtColumn(static_cast<int>(SetFileColumn::Path));
        const bool isChecked = box.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        m_model.setData(box, isChecked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        return;
    }
    // Qt knows the menu key only.
    if (event->key() == Qt::Key_F10 && event->modifiers() == Qt::ShiftModifier && currentIndex().isValid())
        return Q_EMIT menuRequested(viewport()->mapToGlobal(visualRect(currentIndex()).center()));
    QTableView::keyPressEvent(event);
}

void FilesView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPoint pos = isByKey && currentIndex().isValid()
                           ? viewport()->mapToGlobal(visualRect(currentIndex()).center())
                           : event->globalPos();
    Q_EMIT menuRequested(pos);
}

void FilesView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitRows();
}

} // namespace ui
