#include "ui/list/filtersidebar.h"

#include "ui/direction.h"
#include "ui/format.h"
#include "ui/icons.h"

#include <QApplication>
#include <QPainter>
#include <algorithm>

namespace ui {

namespace {

constexpr int kEdge = 10;

Tone toneOfFilter(Filter filter)
{
    switch (filter) {
    case Filter::Failed:
        return Tone::Bad;
    case Filter::Locked:
        return Tone::Locked;
    default:
        return Tone::Muted;
    }
}

} // namespace

FilterModel::FilterModel(const Tally &tally, QObject *parent)
    : QAbstractListModel(parent)
    , m_tally(tally)
{
    connect(&tally, &Tally::changed, this, [this] { Q_EMIT dataChanged(index(0), index(kFilterCount - 1)); });
}

int FilterModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kFilterCount;
}

QVariant FilterModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto filter = static_cast<Filter>(index.row());
    const int count = m_tally.count(filter);
    switch (role) {
    case Qt::DisplayRole:
        return filterName(filter);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(filterName(filter), formatCount(count));
    case CountRole:
        return count;
    case IconRole:
        return filterIcon(filter);
    case ToneRole:
        return static_cast<int>(count > 0 ? toneOfFilter(filter) : Tone::Muted);
    default:
        return {};
    }
}

void FilterDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const bool isSelected = cell.state.testFlag(QStyle::State_Selected);
    const QColor text = cell.palette.color(isSelected ? QPalette::HighlightedText : QPalette::WindowText);
    const Tone tone = static_cast<Tone>(index.data(FilterModel::ToneRole).toInt());
    const QColor sign = isSelected ? text : toneColor(tone, cell.palette);
    const QRect inner = cell.rect.adjusted(kEdge, 0, -kEdge, 0);
    const int icon = cell.fontMetrics.ascent() + 3;

    painter->save();
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, cell.widget);
    const QRect place(inner.left(), inner.top() + (inner.height() - icon) / 2, icon, icon);
    const auto mirrored = [&cell](const QRect &rect) {
        return QStyle::visualRect(cell.direction, cell.rect, rect);
    };
    const auto aligned = [&cell](Qt::Alignment alignment) {
        return static_cast<int>(QStyle::visualAlignment(cell.direction, alignment));
    };
    paintIcon(painter, mirrored(place), index.data(FilterModel::IconRole).toString(), sign);
    const QString count = formatCount(index.data(FilterModel::CountRole).toInt());
    painter->setFont(cell.font);
    painter->setPen(sign);
    painter->drawText(inner, aligned(Qt::AlignRight | Qt::AlignVCenter), count);
    painter->setPen(text);
    const int used = cell.fontMetrics.horizontalAdvance(count) + kEdge;
    const QRect words = inner.adjusted(icon + kEdge, 0, -used, 0);
    painter->drawText(mirrored(words), aligned(Qt::AlignLeft | Qt::AlignVCenter),
                      isolated(cell.fontMetrics.elidedText(cell.text, Qt::ElideRight, words.width())));
    painter->restore();
}

/// Wide enough for five digits.
QSize FilterDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics &metrics = option.fontMetrics;
    const int words = metrics.horizontalAdvance(index.data().toString());
    const int count = metrics.horizontalAdvance(formatCount(10'000));
    return {metrics.ascent() + 3 + words + count + 4 * kEdge, metrics.height() + 14};
}

FilterSidebar::FilterSidebar(const Tally &tally, QWidget *parent)
    : QListView(parent)
{
    setModel(new FilterModel(tally, this));
    setItemDelegate(new FilterDelegate(this));
    setFrameShape(NoFrame);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Filters"));
    viewport()->setBackgroundRole(QPalette::Window);
    setMinimumWidth(fontMetrics().averageCharWidth() * 16);
    setFilter(Filter::All);
}

void FilterSidebar::setFilter(Filter filter)
{
    setCurrentIndex(model()->index(static_cast<int>(filter), 0));
}

QSize FilterSidebar::sizeHint() const
{
    return {std::max(sizeHintForColumn(0), fontMetrics().averageCharWidth() * 26),
            sizeHintForRow(0) * kFilterCount};
}

/// One filter always is chosen: a click beside them all changes nothing.
QItemSelectionModel::SelectionFlags FilterSidebar::selectionCommand(const QModelIndex &index,
                                                                    const QEvent *event) const
{
    return index.isValid() ? QListView::selectionCommand(index, event) : QItemSelectionModel::NoUpdate;
}

void FilterSidebar::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (current.isValid())
        Q_EMIT filterChosen(static_cast<Filter>(current.row()));
}

} // namespace ui
