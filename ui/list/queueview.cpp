#include "ui/list/queueview.h"

#include "ui/list/columnfit.h"
#include "ui/list/columnsmenu.h"
#include "ui/list/rowbatch.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QHoverEvent>

namespace ui {

namespace {

constexpr int section(QueueModel::Column column)
{
    return static_cast<int>(column);
}

// In letters.
constexpr int kNameLeast = 32;
constexpr int kNameGood = 60;
constexpr int kProgressLeast = 22;
constexpr int kProgressUsual = 40;
constexpr int kProgressMost = 80;

/// What is least needed gives way first.
int rankOf(int column)
{
    switch (static_cast<QueueModel::Column>(column)) {
    case QueueModel::Column::Finished:
    case QueueModel::Column::Received:
    case QueueModel::Column::Host:
    case QueueModel::Column::Folder:
        return 5;
    case QueueModel::Column::Added:
        return 4;
    case QueueModel::Column::TimeLeft:
        return 3;
    case QueueModel::Column::Speed:
        return 2;
    case QueueModel::Column::Size:
        return 1;
    default:
        return 0;
    }
}

} // namespace

QueueView::QueueView(QueueProxy &proxy, QWidget *parent)
    : QTreeView(parent)
    , m_proxy(proxy)
    , m_name(new NameDelegate(this))
    , m_progress(new ProgressDelegate(this))
    , m_action(new ActionDelegate(this))
    , m_plain(new RowDelegate(this))
{
    setModel(&proxy);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setAlternatingRowColors(true);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // the columns stay where they are
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setDragEnabled(true);
    setAcceptDrops(true);
    setAccessibleName(tr("Downloads"));
    setUpDelegates();
    setUpHeader();
}

void QueueView::setUpDelegates()
{
    setItemDelegate(m_plain);
    setItemDelegateForColumn(section(QueueModel::Column::Name), m_name);
    setItemDelegateForColumn(section(QueueModel::Column::Progress), m_progress);
    setItemDelegateForColumn(section(QueueModel::Column::Action), m_action);
    connect(m_action, &ActionDelegate::triggered, this, [this](const QModelIndex &index) {
        const auto action = static_cast<RowAction>(index.data(QueueModel::RowActionRole).toInt());
        Q_EMIT rowActionTriggered(m_proxy.id(index), action);
    });
    connect(this, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) {
        if (index.column() != section(QueueModel::Column::Action))
            Q_EMIT opened(m_proxy.id(index));
    });
}

void QueueView::setUpHeader()
{
    header()->setAccessibleName(tr("Columns"));
    // With the list's own, each painting would ask of every row whether it is selected, once per column.
    header()->setSelectionModel(new QItemSelectionModel(&m_proxy, header()));
    header()->setSortIndicatorClearable(true);
    header()->setSortIndicator(-1, Qt::AscendingOrder);
    header()->setStretchLastSection(false);
    header()->setFirstSectionMovable(false);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header(), &QHeaderView::customContextMenuRequested, this,
            [this](const QPoint &pos) { ColumnsMenu(*this).exec(header()->mapToGlobal(pos)); });
    setSortingEnabled(true);
    applyDefaultColumns();
    connect(header(), &QHeaderView::sectionResized, this, &QueueView::onSectionResized);
    connect(&m_proxy, &QAbstractItemModel::dataChanged, this, &QueueView::speakState);
    connect(&m_proxy.order(), &RowOrder::isSortingChanged, this, &QueueView::showSorting);
}

void QueueView::applyDefaultColumns()
{
    const int letter = fontMetrics().averageCharWidth();
    header()->setMinimumSectionSize(6 * letter);
    header()->setSectionResizeMode(section(QueueModel::Column::Name), QHeaderView::Stretch);
    header()->setSectionResizeMode(section(QueueModel::Column::Action), QHeaderView::Fixed);
    m_progressWanted = kProgressUsual * letter;
    header()->resizeSection(section(QueueModel::Column::Progress), m_progressWanted);
    header()->resizeSection(section(QueueModel::Column::Size), 13 * letter);
    header()->resizeSection(section(QueueModel::Column::Speed), 14 * letter);
    header()->resizeSection(section(QueueModel::Column::TimeLeft), 15 * letter);
    header()->resizeSection(section(QueueModel::Column::Added), 20 * letter);
    header()->resizeSection(section(QueueModel::Column::Action), std::max(44, 6 * letter));
    header()->resizeSection(section(QueueModel::Column::Finished), 20 * letter);
    header()->resizeSection(section(QueueModel::Column::Received), 13 * letter);
    header()->resizeSection(section(QueueModel::Column::Host), 24 * letter);
    header()->resizeSection(section(QueueModel::Column::Folder), 34 * letter);
    for (const auto column :
         {QueueModel::Column::Added, QueueModel::Column::Finished, QueueModel::Column::Received,
          QueueModel::Column::Host, QueueModel::Column::Folder})
        header()->setSectionHidden(section(column), true);
}

void QueueView::setDensity(Density density)
{
    for (RowDelegate *delegate : std::initializer_list<RowDelegate *>{m_name, m_progress, m_action, m_plain})
        delegate->setDensity(density);
    scheduleDelayedItemsLayout();
}

/// Rows as they are shown, ascending. Whole rows are selected, so the ranges say it all; asking Qt for the
/// rows looks at each of their cells.
QList<int> QueueView::selectedRows() const
{
    QList<int> rows;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

QList<queue::ItemId> QueueView::selectedIds() const
{
    QList<queue::ItemId> ids;
    for (const int row : selectedRows())
        ids.append(m_proxy.idAt(row));
    return ids;
}

QList<int> QueueView::selectedQueueRows() const
{
    QList<int> rows;
    for (const int row : selectedRows())
        rows.append(m_proxy.queueRowAt(row));
    std::sort(rows.begin(), rows.end());
    return rows;
}

bool QueueView::isSelected(int queueRow) const
{
    const QModelIndex index = m_proxy.indexOf(queueRow);
    return index.isValid() && selectionModel()->isSelected(index);
}

std::optional<queue::ItemId> QueueView::currentId() const
{
    if (!selectionModel()->hasSelection())
        return {};
    const QModelIndex current = currentIndex();
    if (current.isValid() && selectionModel()->isSelected(current))
        return m_proxy.id(current);
    return m_proxy.id(selectionModel()->selection().first().topLeft());
}

void QueueView::selectIds(const QList<queue::ItemId> &ids)
{
    const QSet<queue::ItemId> wanted(ids.begin(), ids.end());
    QList<int> rows;
    for (int row = 0; row < m_proxy.rowCount() && rows.size() < wanted.size(); ++row) {
        if (wanted.contains(m_proxy.idAt(row)))
            rows.append(row);
    }
    QItemSelection selection; // of ranges: one per row would make every later question linear
    for (const auto &[first, last] : contiguousRanges(rows))
        selection.select(m_proxy.index(first, 0), m_proxy.index(last, 0));
    if (selection.isEmpty())
        return;
    const QModelIndex first = selection.first().topLeft();
    selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(first);
}

void QueueView::showQueueOrder()
{
    header()->setSortIndicator(-1, Qt::AscendingOrder);
}

/// As it is where there is room.
QByteArray QueueView::layoutState()
{
    showAllColumns();
    const QByteArray state = header()->saveState();
    fitColumns();
    return state;
}

bool QueueView::restoreLayout(const QByteArray &state)
{
    if (state.isEmpty())
        return false;
    m_isFitting = true;
    m_givenWay.clear();
    const bool ok = header()->restoreState(state);
    m_isFitting = false;
    const int progress = header()->sectionSize(section(QueueModel::Column::Progress));
    if (ok && progress > 0)
        m_progressWanted = progress;
    fitColumns();
    return ok;
}

void QueueView::showAllColumns()
{
    m_isFitting = true;
    for (const int column : std::exchange(m_givenWay, {}))
        header()->setSectionHidden(column, false);
    if (!header()->isSectionHidden(section(QueueModel::Column::Progress)))
        header()->resizeSection(section(QueueModel::Column::Progress), m_progressWanted);
    m_isFitting = false;
}

/// Nothing is hidden that could be shown, and the name always is.
void QueueView::fitColumns()
{
    if (m_isFitting || !isVisible())
        return;
    showAllColumns();
    m_isFitting = true;
    const int letter = fontMetrics().averageCharWidth();
    const int progress = section(QueueModel::Column::Progress);
    QList<int> columns;
    QList<OtherColumn> others;
    for (int column = progress + 1; column < QueueModel::kColumnCount; ++column) {
        if (header()->isSectionHidden(column))
            continue;
        columns.append(column);
        others.append({header()->sectionSize(column), rankOf(column)});
    }
    MainColumns main{kNameLeast * letter, kNameGood * letter, kProgressLeast * letter, m_progressWanted,
                     kProgressMost * letter};
    if (header()->isSectionHidden(progress))
        main.progressLeast = 0;
    const ColumnFit fit = ui::fitColumns(viewport()->width(), main, others);
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (fit.isShown[i])
            continue;
        m_givenWay.insert(columns[i]);
        header()->setSectionHidden(columns[i], true);
    }
    if (fit.progress > 0)
        header()->resizeSection(progress, fit.progress);
    m_isFitting = false;
}

/// A column that the user made wider, showed or hid.
void QueueView::onSectionResized(int column, int oldSize, int newSize)
{
    if (m_isFitting || column == section(QueueModel::Column::Name))
        return;
    const bool wasToggled = oldSize == 0 || newSize == 0;
    if (column == section(QueueModel::Column::Progress) && newSize > 0)
        m_progressWanted = newSize;
    if (wasToggled) // not while it is being drawn wider: the columns would jump under the pointer
        QMetaObject::invokeMethod(this, &QueueView::fitColumns, Qt::QueuedConnection);
}

void QueueView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    fitColumns();
}

/// The header says at once what is asked for; the rows follow.
void QueueView::showSorting()
{
    for (QWidget *part : {viewport(), header()->viewport()}) {
        if (m_proxy.order().isSorting())
            part->setCursor(Qt::BusyCursor);
        else
            part->unsetCursor();
    }
}

/// What the keyboard, or time, has made of the row that has the focus.
void QueueView::speakState(const QModelIndex &first, const QModelIndex &last)
{
    const QModelIndex current = currentIndex();
    if (!current.isValid() || current.row() < first.row() || current.row() > last.row())
        return;
    const queue::Item &item = m_proxy.item(current);
    const std::pair now(item.id, item.state);
    const auto before = std::exchange(m_spoken, now);
    if (!before || before->first != item.id || before->second == item.state || !hasFocus())
        return;
    QAccessibleEvent event(this, QAccessible::NameChanged);
    event.setChild((current.row() + 1) * header()->count()); // behind the header's cells, row by row
    QAccessible::updateAccessibility(&event);
}

void QueueView::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && event->modifiers() == Qt::NoModifier && currentIndex().isValid())
        return Q_EMIT opened(m_proxy.id(currentIndex()));
    // Qt knows the menu key only.
    if (event->key() != Qt::Key_F10 || event->modifiers() != Qt::ShiftModifier)
        return QTreeView::keyPressEvent(event);
    if (currentIndex().isValid())
        Q_EMIT menuRequested(viewport()->mapToGlobal(visualRect(currentIndex()).center()));
}

void QueueView::resetLayout()
{
    for (int column = 0; column < QueueModel::kColumnCount; ++column)
        header()->setSectionHidden(column, false);
    m_givenWay.clear();
    applyDefaultColumns();
    header()->setSortIndicator(-1, Qt::AscendingOrder);
    fitColumns();
}

void QueueView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    Q_EMIT selectionMoved();
}

void QueueView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    if (current.isValid())
        m_spoken = std::pair(m_proxy.id(current), m_proxy.item(current).state);
    Q_EMIT selectionMoved();
}

void QueueView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() != QContextMenuEvent::Keyboard)
        return Q_EMIT menuRequested(event->globalPos());
    Q_EMIT menuRequested(viewport()->mapToGlobal(visualRect(currentIndex()).center()));
}

bool QueueView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::HoverMove || event->type() == QEvent::HoverLeave) {
        const QPoint pos = static_cast<QHoverEvent *>(event)->position().toPoint();
        const QModelIndex under = event->type() == QEvent::HoverLeave ? QModelIndex() : indexAt(pos);
        const QModelIndex old = std::exchange(m_hot, under);
        for (const QModelIndex &index : {old, under}) {
            if (index.column() == section(QueueModel::Column::Action))
                update(index);
        }
    }
    return QTreeView::viewportEvent(event);
}

void QueueView::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        scheduleDelayedItemsLayout();
        fitColumns();
    }
}

} // namespace ui
