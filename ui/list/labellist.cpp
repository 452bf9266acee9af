#include "ui/list/labellist.h"

#include "ui/format.h"
#include "ui/list/filtersidebar.h"
#include "ui/preferences.h"

#include <QVBoxLayout>

namespace ui {

namespace {

QString iconOf(const Label &label)
{
    switch (label.kind) {
    case Label::Kind::Category:
        return QStringLiteral("folder");
    case Label::Kind::Tag:
        return QStringLiteral("tag");
    case Label::Kind::Any:
        break;
    }
    return QStringLiteral("list");
}

} // namespace

LabelModel::LabelModel(const Tally &tally, const Preferences &preferences, QObject *parent)
    : QAbstractListModel(parent)
    , m_tally(tally)
    , m_preferences(preferences)
{
    connect(&tally, &Tally::changed, this, &LabelModel::refresh);
    connect(&preferences, &Preferences::changed, this, &LabelModel::refresh);
    refresh();
}

void LabelModel::refresh()
{
    QStringList categories = m_tally.categories().keys();
    for (const queue::Category &category : m_preferences.categories())
        categories << category.name;
    categories.removeDuplicates();
    QStringList tags = m_tally.tags().keys();
    const auto byName = [](const QString &a, const QString &b) {
        return QString::localeAwareCompare(a, b) < 0;
    };
    std::sort(categories.begin(), categories.end(), byName);
    std::sort(tags.begin(), tags.end(), byName);
    QList<Label> labels;
    if (!categories.isEmpty() || !tags.isEmpty())
        labels << Label{};
    for (const QString &name : std::as_const(categories))
        labels << Label{Label::Kind::Category, name};
    for (const QString &name : std::as_const(tags))
        labels << Label{Label::Kind::Tag, name};
    if (labels == m_labels) {
        if (!labels.isEmpty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_labels = labels;
    endResetModel();
}

int LabelModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_labels.size());
}

QString LabelModel::text(const Label &label) const
{
    return label.kind == Label::Kind::Any ? tr("All categories") : label.name;
}

int LabelModel::count(const Label &label) const
{
    switch (label.kind) {
    case Label::Kind::Category:
        return m_tally.categories().value(label.name);
    case Label::Kind::Tag:
        return m_tally.tags().value(label.name);
    case Label::Kind::Any:
        break;
    }
    return m_tally.count(Filter::All);
}

QVariant LabelModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Label &label = m_labels[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(label);
    case Qt::AccessibleTextRole:
        if (label.kind == Label::Kind::Tag)
            return tr("Tag %1, %2").arg(label.name, formatCount(count(label)));
        return QStringLiteral("%1, %2").arg(text(label), formatCount(count(label)));
    case FilterModel::CountRole:
        return count(label);
    case FilterModel::IconRole:
        return iconOf(label);
    case FilterModel::ToneRole:
        return static_cast<int>(Tone::Muted);
    default:
        return {};
    }
}

LabelList::LabelList(const Tally &tally, const Preferences &preferences, QWidget *parent)
    : QListView(parent)
    , m_model(new LabelModel(tally, preferences, this))
{
    setModel(m_model);
    setItemDelegate(new FilterDelegate(this));
    setFrameShape(NoFrame);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Categories and tags"));
    viewport()->setBackgroundRole(QPalette::Window);
    setMinimumWidth(fontMetrics().averageCharWidth() * 16);
    connect(m_model, &QAbstractItemModel::modelReset, this, &LabelList::onReset);
    onReset();
}

/// What was chosen stays chosen as long as it is there.
void LabelList::onReset()
{
    setVisible(m_model->rowCount() > 0);
    if (m_model->rowCount() == 0)
        return m_chosen == Label{} ? void() : Q_EMIT labelChosen(m_chosen = {});
    setCurrentIndex(m_model->index(std::max(m_model->rowOf(m_chosen), 0)));
    updateGeometry();
}

void LabelList::choose(const Label &label)
{
    if (m_model->rowCount() > 0)
        setCurrentIndex(m_model->index(std::max(m_model->rowOf(label), 0)));
}

QSize LabelList::sizeHint() const
{
    return {std::max(sizeHintForColumn(0), fontMetrics().averageCharWidth() * 22),
            sizeHintForRow(0) * std::max(m_model->rowCount(), 1)};
}

/// One of them always is chosen: a click beside them all changes nothing.
QItemSelectionModel::SelectionFlags LabelList::selectionCommand(const QModelIndex &index,
                                                                const QEvent *event) const
{
    return index.isValid() ? QListView::selectionCommand(index, event) : QItemSelectionModel::NoUpdate;
}

void LabelList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (!current.isValid() || m_model->label(current.row()) == m_chosen)
        return;
    m_chosen = m_model->label(current.row());
    Q_EMIT labelChosen(m_chosen);
}

QWidget *sidebarOf(QWidget *filters, QWidget *labels)
{
    auto *sidebar = new QWidget;
    auto *layout = new QVBoxLayout(sidebar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(sidebar->fontMetrics().lineSpacing() / 2);
    filters->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    labels->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    layout->addWidget(filters);
    layout->addWidget(labels);
    layout->addStretch(1);
    return sidebar;
}

} // namespace ui
