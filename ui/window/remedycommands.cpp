#include "ui/window/remedycommands.h"

#include "ui/intake/relocatedialog.h"
#include "ui/intake/signindialog.h"

#include <QMessageBox>
#include <QPushButton>

namespace ui {

using queue::Item;
using queue::ItemId;
using transfer::State;

bool canRetry(const Item &item)
{
    return item.state == State::Failed || item.state == State::Waiting;
}

bool canOverwrite(const Item &item)
{
    return item.state == State::Failed && hasRemedy(item, Remedy::Overwrite);
}

bool canRelocate(const Item &item)
{
    return item.source.set.isEmpty() && item.state != State::Committing && !item.name.isEmpty();
}

bool canSignIn(const Item &item)
{
    return item.source.set.isEmpty() && item.state != State::Done && !item.source.mirrors.isEmpty();
}

bool canFetchAgain(const Item &item)
{
    return item.state == State::Done && item.source.set.isEmpty();
}

RemedyCommands::RemedyCommands(queue::Queue &queue, QueueView &view, Preferences &preferences,
                               const Actions &actions, QWidget *window)
    : QObject(window)
    , m_queue(queue)
    , m_view(view)
    , m_preferences(preferences)
    , m_window(window)
{
    connect(actions.retry, &QAction::triggered, this, qOverload<>(&RemedyCommands::retry));
    connect(actions.overwrite, &QAction::triggered, this, qOverload<>(&RemedyCommands::overwrite));
    connect(actions.relocate, &QAction::triggered, this, qOverload<>(&RemedyCommands::relocate));
    connect(actions.signIn, &QAction::triggered, this, qOverload<>(&RemedyCommands::signIn));
    connect(actions.fetchAgain, &QAction::triggered, this, &RemedyCommands::fetchAgain);
}

void RemedyCommands::apply(ItemId id, Remedy remedy)
{
    switch (remedy) {
    case Remedy::Retry:
        return m_queue.run({id});
    case Remedy::Overwrite:
        return m_queue.setWhenExists({id}, queue::WhenExists::Overwrite);
    case Remedy::Rename:
        return relocate({id});
    case Remedy::SignIn:
        return signIn(id);
    case Remedy::ReplaceLink:
        return Q_EMIT linkWanted(id);
    case Remedy::AddKey:
        return Q_EMIT keysWanted();
    case Remedy::ShowFailed:
        return Q_EMIT failedFilesWanted(id);
    }
}

QList<ItemId> RemedyCommands::selectedWhere(bool (*wanted)(const Item &)) const
{
    QList<ItemId> ids;
    for (const int row : m_view.selectedQueueRows()) {
        if (const Item &item = std::as_const(m_queue).at(row); wanted(item))
            ids.append(item.id);
    }
    return ids;
}

void RemedyCommands::retry()
{
    m_queue.run(selectedWhere(canRetry));
}

void RemedyCommands::overwrite()
{
    m_queue.setWhenExists(selectedWhere(canOverwrite), queue::WhenExists::Overwrite);
}

void RemedyCommands::relocate()
{
    relocate(selectedWhere(canRelocate));
}

void RemedyCommands::relocate(const QList<ItemId> &ids)
{
    if (!ids.isEmpty() && std::as_const(m_queue).find(ids.first()))
        (new RelocateDialog(m_queue, ids, m_window))->open();
}

void RemedyCommands::signIn()
{
    if (const auto id = m_view.currentId())
        signIn(*id);
}

void RemedyCommands::signIn(ItemId id)
{
    if (const Item *item = std::as_const(m_queue).find(id); item && canSignIn(*item))
        (new SignInDialog(m_queue, m_preferences, *item, m_window))->open();
}

/// Writes over finished files, so it asks.
void RemedyCommands::fetchAgain()
{
    const QList<ItemId> ids = selectedWhere(canFetchAgain);
    if (ids.isEmpty())
        return;
    auto *question = new QMessageBox(
        QMessageBox::Question, tr("Download again"),
        tr("Download %Ln finished file(s) again? When they are there, they replace those on the disk.",
           nullptr, static_cast<int>(ids.size())),
        QMessageBox::NoButton, m_window);
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *yes = question->addButton(tr("&Download again"), QMessageBox::AcceptRole);
    question->addButton(tr("Cancel"), QMessageBox::RejectRole);
    question->setDefaultButton(yes);
    connect(yes, &QPushButton::clicked, this, [this, ids] { m_queue.fetchAgain(ids); });
    question->open();
}

} // namespace ui
