#include "ui/window/commands.h"

#include "ui/openitem.h"
#include "ui/window/labelmenus.h"
#include "ui/window/limitmenu.h"
#include "ui/window/remedycommands.h"

#include <QMessageBox>
#include <QPushButton>

namespace ui {

namespace {

using queue::Item;
using queue::ItemId;
using transfer::State;

/// The user wants it held: it is paused, or about to be.
bool isHeld(const Item &item)
{
    return item.intent == transfer::Intent::Hold && !transfer::isFinished(item.state);
}

bool canResume(const Item &item)
{
    return isHeld(item) || item.state == State::Waiting || item.state == State::Failed;
}

/// It is not under way, and could be.
bool canStartNow(const Item &item)
{
    return canResume(item) || item.state == State::Queued;
}

bool canPause(const Item &item)
{
    return queue::wantsToRun(item) && item.state != State::Committing;
}

bool isDone(const Item &item)
{
    return item.state == State::Done;
}

/// Files of its own lie on the disk, under their names.
bool hasFiles(const Item &item)
{
    return isDone(item) || (!item.source.set.isEmpty() && item.progress.filesDone > 0);
}

bool isSet(const Item &item)
{
    return !item.source.set.isEmpty();
}

bool isFailed(const Item &item)
{
    return item.state == State::Failed;
}

} // namespace

Commands::Commands(queue::Queue &queue, QueueView &view, PendingRemovals &removals, Actions &actions,
                   QWidget *window)
    : QObject(window)
    , m_queue(queue)
    , m_view(view)
    , m_removals(removals)
    , m_actions(actions)
    , m_window(window)
{
    connectActions();
    connectOrder();
    connect(&view, &QueueView::rowActionTriggered, this, &Commands::onRowAction);
    connect(&view, &QueueView::opened, this, &Commands::onOpened);
    connect(&view, &QueueView::reordered, this,
            [this](const QList<ItemId> &ids, int queueRow) { m_queue.move(ids, queueRow); });
    connect(&removals, &PendingRemovals::begun, m_actions.undo, [this] { m_actions.undo->setEnabled(true); });
    connect(&removals, &PendingRemovals::ended, m_actions.undo,
            [this] { m_actions.undo->setEnabled(false); });
    connect(&removals, &PendingRemovals::undone, &view, &QueueView::selectIds);
    m_update.setSingleShot(true);
    m_update.setInterval(0);
    connect(&m_update, &QTimer::timeout, this, [this] { m_actions.update(selection()); });
    connect(&view, &QueueView::selectionMoved, &m_update, qOverload<>(&QTimer::start));
    connect(&queue, &queue::Queue::itemChanged, this, [this](int row) {
        if (!m_update.isActive() && m_view.isSelected(row))
            m_update.start();
    });
}

void Commands::connectActions()
{
    const auto on = [this](QAction *action, auto &&slot) {
        connect(action, &QAction::triggered, this, slot);
    };
    on(m_actions.resume, [this] { m_queue.run(selectedWhere(canResume)); });
    on(m_actions.startNow, [this] { m_queue.startNow(selectedWhere(canStartNow)); });
    on(m_actions.pause, [this] { m_queue.hold(selectedWhere(canPause)); });
    on(m_actions.toggle, [this] { toggle(); });
    on(m_actions.resumeAll, [this] { m_queue.run(idsWhere(isHeld)); });
    on(m_actions.pauseAll, [this] { m_queue.hold(idsWhere(canPause)); });
    on(m_actions.remove, [this] { remove(); });
    on(m_actions.removeFiles, [this] { removeWithFiles(); });
    on(m_actions.removeFinished, [this] { removeFinished(); });
    on(m_actions.removeFailed, [this] { removeFailed(); });
    on(m_actions.selectAll, [this] { m_view.selectAll(); });
    on(m_actions.undo, [this] { m_removals.undo(); });
    on(m_actions.openFile, [this] { openFile(); });
    on(m_actions.openFolder, [this] { openFolder(m_view.currentId()); });
    on(m_actions.verify, [this] { m_queue.verify(selectedWhere(isDone)); });
    m_actions.limit->setMenu(new ItemLimitMenu(m_queue, m_view, m_window));
}

void Commands::offerLabels(Preferences &preferences, const Tally &tally)
{
    auto *categories = new CategoryMenu(m_queue, m_view, preferences, tally, m_window);
    connect(categories, &CategoryMenu::editingWanted, this, &Commands::categoriesWanted);
    m_actions.category->setMenu(categories);
    m_actions.tags->setMenu(new TagMenu(m_queue, m_view, tally, m_window));
}

void Commands::connectOrder()
{
    const auto on = [this](QAction *action, auto &&slot) {
        connect(action, &QAction::triggered, this, slot);
    };
    on(m_actions.moveUp, [this] { moveBy(-1); });
    on(m_actions.moveDown, [this] { moveBy(1); });
    on(m_actions.moveToTop, [this] { move(0); });
    on(m_actions.moveToBottom, [this] { move(m_queue.count()); });
}

Selection Commands::selection() const
{
    Selection selection;
    const QList<int> rows = m_view.selectedQueueRows();
    selection.count = static_cast<int>(rows.size());
    selection.canMove = selection.count > 0 && selection.count < m_queue.count();
    for (const int row : rows) {
        selection.canResume |= canResume(m_queue.at(row));
        selection.canStartNow |= canStartNow(m_queue.at(row));
        selection.canPause |= canPause(m_queue.at(row));
        selection.canVerify |= isDone(m_queue.at(row));
        selection.canRetry |= canRetry(m_queue.at(row));
        selection.canOverwrite |= canOverwrite(m_queue.at(row));
        selection.canRelocate |= canRelocate(m_queue.at(row));
        selection.canFetchAgain |= canFetchAgain(m_queue.at(row));
    }
    selection.canSignIn = rows.size() == 1 && canSignIn(m_queue.at(rows.first()));
    selection.hasFolder = rows.size() == 1;
    selection.canReplace = rows.size() == 1 && !isDone(m_queue.at(rows.first())) &&
                           m_queue.at(rows.first()).source.set.isEmpty();
    selection.hasFile = rows.size() == 1 && isDone(m_queue.at(rows.first()));
    return selection;
}

void Commands::onRowAction(ItemId id, RowAction action)
{
    switch (action) {
    case RowAction::Pause:
        return m_queue.hold({id});
    case RowAction::Resume:
    case RowAction::Retry:
        return m_queue.run({id});
    case RowAction::OpenFolder:
        return openFolder(id);
    case RowAction::AddKey:
        return Q_EMIT keysWanted();
    case RowAction::None:
        return;
    }
}

void Commands::onOpened(ItemId id)
{
    const Item *item = m_queue.find(id);
    if (item && isDone(*item))
        openFile();
    else if (item && isFailed(*item) && !item->source.set.isEmpty())
        Q_EMIT failedFilesWanted();
    else
        Q_EMIT detailsWanted();
}

void Commands::toggle()
{
    const QList<ItemId> running = selectedWhere(canPause);
    if (running.isEmpty())
        m_queue.run(selectedWhere(canResume));
    else
        m_queue.hold(running);
}

void Commands::remove()
{
    m_removals.begin(m_view.selectedIds(), queue::Removal::DeletePartial);
}

void Commands::removeWithFiles()
{
    const QList<ItemId> ids = m_view.selectedIds();
    const int finished = static_cast<int>(selectedWhere(hasFiles).size());
    const auto removeAll = [this, ids] { m_removals.begin(ids, queue::Removal::DeleteEverything); };
    if (finished == 0)
        return removeAll();
    const bool hasSets = !selectedWhere(isSet).isEmpty();
    const QString text =
        hasSets ? tr("Delete the finished files of %Ln download(s) from the disk? Those that were changed "
                     "since stay, and so do all files of mirrors.",
                     nullptr, finished)
                : tr("Delete %Ln finished file(s) from the disk?", nullptr, finished);
    auto *question =
        new QMessageBox(QMessageBox::Question, tr("Delete files"), text, QMessageBox::NoButton, m_window);
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *yes = question->addButton(tr("&Delete"), QMessageBox::AcceptRole);
    question->setDefaultButton(question->addButton(tr("Cancel"), QMessageBox::RejectRole));
    connect(yes, &QPushButton::clicked, this, removeAll);
    question->open(); // not exec(): a screen reader that pressed the item would wait for its answer
}

void Commands::removeFinished()
{
    m_removals.begin(idsWhere(isDone), queue::Removal::KeepFiles);
}

void Commands::removeFailed()
{
    m_removals.begin(idsWhere(isFailed), queue::Removal::DeletePartial);
}

void Commands::retryFailed()
{
    m_queue.run(idsWhere(isFailed));
}

void Commands::move(int queueRow)
{
    const QList<ItemId> ids = m_view.selectedIds();
    if (ids.isEmpty())
        return;
    m_view.showQueueOrder(); // in any other nobody would see it
    m_queue.move(ids, queueRow);
}

void Commands::moveBy(int step)
{
    const QList<int> rows = m_view.selectedQueueRows();
    if (!rows.isEmpty())
        move(step < 0 ? std::max(rows.first() - 1, 0) : std::min(rows.last() + 2, m_queue.count()));
}

void Commands::openFile()
{
    const auto id = m_view.currentId();
    if (const Item *item = id ? m_queue.find(*id) : nullptr)
        ui::openFile(*item, this, [this](const QString &why) { Q_EMIT complained(why); });
}

void Commands::openFolder(std::optional<ItemId> id)
{
    if (const Item *item = id ? m_queue.find(*id) : nullptr)
        ui::openFolder(*item, this, [this](const QString &why) { Q_EMIT complained(why); });
}

QList<ItemId> Commands::idsWhere(bool (*wanted)(const Item &)) const
{
    QList<ItemId> ids;
    for (int row = 0; row < m_queue.count(); ++row) {
        const Item &item = m_queue.at(row);
        if (wanted(item) && !m_removals.contains(item.id))
            ids.append(item.id);
    }
    return ids;
}

QList<ItemId> Commands::selectedWhere(bool (*wanted)(const Item &)) const
{
    QList<ItemId> ids;
    for (const int row : m_view.selectedQueueRows()) {
        if (const Item &item = m_queue.at(row); wanted(item))
            ids.append(item.id);
    }
    return ids;
}

} // namespace ui
