#include "ui/details/filestab.h"

#include "ui/background.h"
#include "ui/details/chunkmapwidget.h"
#include "ui/details/filebar.h"
#include "ui/details/filecommands.h"
#include "ui/details/filesview.h"

#include <QLabel>
#include <QSplitter>
#include <QStackedLayout>

namespace ui {

FilesTab::FilesTab(const queue::Queue &queue, QWidget *parent)
    : DetailsTab(queue, parent)
    , m_model(new FileModel(m_snapshot, this))
{
    build();
    connect(m_bar, &FileBar::groupChosen, this, [this](FileGroup group) {
        FileChoice choice = m_choice;
        choice.group = group;
        choose(choice);
    });
    connect(m_bar, &FileBar::wordsTyped, this, [this](const QString &words) {
        FileChoice choice = m_choice;
        choice.words = words;
        choose(choice);
    });
    connect(m_bar, &FileBar::left, m_view, qOverload<>(&QWidget::setFocus));
    connect(m_model, &FileModel::sortWanted, this, [this](SetFileColumn column, Qt::SortOrder order) {
        FileChoice choice = m_choice;
        choice.sortedBy = column;
        choice.order = order;
        choose(choice);
    });
    connect(m_view, &FilesView::typed, m_bar, &FileBar::beginWords);
    connect(m_map, &ChunkMapWidget::pieceClicked, this,
            [this](qsizetype file) { selectFile(static_cast<core::SetPlan::Index>(file)); });
    showPage();
}

void FilesTab::build()
{
    auto *page = new QWidget(this);
    m_view = new FilesView(*m_model, page);
    m_commands = new FileCommands(m_snapshot, *m_model, *m_view, this);
    m_bar = new FileBar(*m_commands, page);
    auto *split = new QSplitter(Qt::Horizontal, page);
    split->addWidget(buildMap());
    split->addWidget(m_view);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 2);
    split->setSizes({320, 680});
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(split, 1);
    m_note = new QLabel(this);
    m_note->setAlignment(Qt::AlignCenter);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setWordWrap(true);
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(page);
    m_pages->addWidget(m_note);
    setTabOrder(m_bar->lastControl(), m_view);
}

QWidget *FilesTab::buildMap()
{
    auto *side = new QWidget(this);
    m_map = new ChunkMapWidget(m_snapshot, tr("Map of the files"), side);
    m_legend = new ChunkLegend(m_snapshot, side);
    auto *layout = new QVBoxLayout(side);
    layout->addWidget(m_map, 1);
    layout->addWidget(m_legend);
    return side;
}

void FilesTab::present(const queue::Item *item)
{
    if (!item || item->source.set.isEmpty())
        return;
    if (m_snapshot.item != item->id)
        begin(*item);
    m_snapshot.folder = item->folder;
    m_snapshot.set = item->source.set; // it may have grown
    if (transfer::isActive(item->state)) {
        m_read.reset();
        if (const auto view = queue().sets().view(item->id, m_snapshot.view.get()))
            adopt(view);
    } else {
        readResting(*item);
    }
    m_commands->setItem(*item);
}

void FilesTab::begin(const queue::Item &item)
{
    m_snapshot.item = item.id;
    m_snapshot.view = nullptr;
    m_read.reset();
    ++m_round; // what is under way is of another set
    m_isArranged = false;
    m_isReading = true;
    m_model->reset();
    m_map->refresh();
    m_legend->refresh();
    showPage();
}

/// Asked once for each state that it comes to.
void FilesTab::readResting(const queue::Item &item)
{
    const Resting wanted{item.id, item.state, item.source.set};
    if (m_read == wanted)
        return;
    m_read = wanted;
    m_isReading = true;
    const auto take = [this, wanted, round = ++m_readRound](const queue::SetItems::View &view) {
        if (round != m_readRound || m_read != wanted || m_snapshot.item != wanted.id)
            return;
        m_isReading = false;
        if (view)
            adopt(view);
        showPage();
    };
    queue().sets().readView(item.id, this, take);
}

void FilesTab::adopt(const queue::SetItems::View &view)
{
    const bool isOther = !m_snapshot.view || m_snapshot.view->plan->size() != view->plan->size() ||
                         m_snapshot.view->plan->utf8Name(0) != view->plan->utf8Name(0);
    m_snapshot.view = view;
    m_isReading = false;
    m_map->refresh();
    m_legend->refresh();
    m_bar->setCounts(*view);
    if (isOther) {
        m_model->reset();
        arrange();
    } else {
        m_model->refresh();
        if (m_choice.dependsOnStates() && m_isArranged)
            arrange();
    }
    m_commands->update();
    showPage();
}

void FilesTab::choose(const FileChoice &choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    arrange();
}

/// What was arranged before meanwhile does not count.
void FilesTab::arrange()
{
    if (!m_snapshot.view)
        return;
    m_isArranged = false;
    if (m_model->rowCount() == 0)
        m_bar->setBusy();
    const auto work = [view = m_snapshot.view, choice = m_choice] { return arranged(*view, choice); };
    inBackground(
        work, this,
        [this, round = ++m_round, view = m_snapshot.view](const std::vector<core::SetPlan::Index> &rows) {
            if (round == m_round)
                takeRows(view, rows);
        });
}

/// `view`: what they were arranged by; since then files may have come to other states.
void FilesTab::takeRows(const queue::SetItems::View &view, const std::vector<core::SetPlan::Index> &rows)
{
    m_isArranged = true;
    m_model->arrange(rows);
    m_bar->setShown(m_model->rowCount());
    if (m_view->hasFocus() && !m_view->currentIndex().isValid() && !rows.empty())
        m_view->setCurrentIndex(m_model->index(0, 0)); // so that it is read out
    m_commands->update();
    if (m_choice.dependsOnStates() && view != m_snapshot.view)
        arrange();
}

void FilesTab::showGroup(FileGroup group)
{
    m_bar->chooseGroup(group);
    m_view->setFocus(Qt::OtherFocusReason);
}

void FilesTab::selectFile(core::SetPlan::Index file)
{
    const int row = m_model->rowOf(file);
    if (row < 0)
        return;
    m_view->setCurrentIndex(m_model->index(row, 0));
    m_view->scrollTo(m_model->index(row, 0), QAbstractItemView::PositionAtCenter);
}

void FilesTab::showPage()
{
    m_pages->setCurrentIndex(m_snapshot.isEmpty() ? 1 : 0);
    m_note->setText(
        m_isReading
            ? tr("Reading the list of files…")
            : tr("The list of these files is not kept any more. Add the same files again to see it."));
}

} // namespace ui
