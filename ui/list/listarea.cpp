#include "ui/list/listarea.h"

#include "ui/preferences.h"

namespace ui {

namespace {

QString layoutName(int filter)
{
    return QStringLiteral("columns%1of%2").arg(filter).arg(QueueModel::kColumnCount);
}

} // namespace

ListArea::ListArea(queue::Queue &queue, const PendingRemovals &removals, const Tally &tally, QWidget *parent)
    : QStackedWidget(parent)
    , m_queue(queue)
    , m_tally(tally)
    , m_model(new QueueModel(queue, this))
    , m_proxy(new QueueProxy(*m_model, removals, this))
    , m_view(new QueueView(*m_proxy, this))
    , m_empty(new EmptyState(this))
{
    addWidget(m_view);
    addWidget(m_empty);
    connect(m_empty, &EmptyState::addWanted, this, &ListArea::addWanted);
    connect(m_empty, &EmptyState::browseWanted, this, &ListArea::browseWanted);
    connect(m_empty, &EmptyState::showAllWanted, this, &ListArea::showAllWanted);
    connect(m_proxy, &QAbstractItemModel::rowsInserted, this, &ListArea::chooseFace);
    connect(m_proxy, &QAbstractItemModel::rowsRemoved, this, &ListArea::chooseFace);
    connect(&tally, &Tally::changed, this, &ListArea::chooseFace);
    connect(&queue, &queue::Queue::loaded, this, &ListArea::chooseFace);
    chooseFace();
}

void ListArea::setFilter(Filter filter)
{
    if (filter == m_proxy->filter())
        return;
    m_layouts.insert(m_proxy->filter(), m_view->layoutState());
    m_proxy->setFilter(filter);
    if (!m_view->restoreLayout(m_layouts.value(filter)))
        m_view->resetLayout();
    chooseFace();
}

void ListArea::setText(const QString &text)
{
    m_proxy->setText(text);
    chooseFace();
}

void ListArea::setLabel(const Label &label)
{
    m_proxy->setLabel(label);
    chooseFace();
}

void ListArea::saveLayouts(Preferences &preferences)
{
    m_layouts.insert(m_proxy->filter(), m_view->layoutState());
    for (auto layout = m_layouts.cbegin(); layout != m_layouts.cend(); ++layout)
        preferences.setState(layoutName(static_cast<int>(layout.key())), layout.value());
}

void ListArea::restoreLayouts(const Preferences &preferences)
{
    for (int filter = 0; filter < kFilterCount; ++filter) {
        if (const QByteArray state = preferences.state(layoutName(filter)); !state.isEmpty())
            m_layouts.insert(static_cast<Filter>(filter), state);
    }
    m_view->restoreLayout(m_layouts.value(m_proxy->filter()));
}

void ListArea::chooseFace()
{
    if (m_proxy->rowCount() > 0 || !m_queue.isLoaded()) // what is not read yet is not missing
        return setCurrentWidget(m_view);
    if (m_tally.count(Filter::All) == 0)
        m_empty->invite();
    else
        m_empty->explain(m_proxy->filter(),
                         m_proxy->text().isEmpty() ? m_proxy->label().name : m_proxy->text());
    setCurrentWidget(m_empty);
}

} // namespace ui
