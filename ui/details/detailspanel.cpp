#include "ui/details/detailspanel.h"

#include "ui/details/filestab.h"
#include "ui/details/generaltab.h"
#include "ui/details/logtab.h"
#include "ui/details/mirrorstab.h"
#include "ui/details/piecestab.h"
#include "ui/details/speedtab.h"

#include <QTabBar>

namespace ui {

DetailsPanel::DetailsPanel(const queue::Queue &queue, const SpeedRecorder &recorder, QWidget *parent)
    : QTabWidget(parent)
    , m_queue(queue)
    , m_pieces(new PiecesTab(queue, this))
    , m_log(new LogTab(queue, this))
{
    setDocumentMode(true);
    setAccessibleName(tr("Details"));
    tabBar()->setAccessibleName(tr("Pages of the details"));
    auto *general = new GeneralTab(queue, this);
    connect(general, &GeneralTab::remedyChosen, this, &DetailsPanel::remedyChosen);
    addTab(general, tr("General"));
    addTab(m_pieces, PiecesTab::title(nullptr));
    auto *mirrors = new MirrorsTab(queue, this);
    connect(mirrors, &MirrorsTab::mirrorEntered, this, &DetailsPanel::mirrorEntered);
    addTab(mirrors, tr("Mirrors"));
    addTab(m_log, tr("Log"));
    addTab(new SpeedTab(queue, recorder, this), tr("Speed"));
    connect(this, &QTabWidget::currentChanged, this, &DetailsPanel::refresh);
    connect(&queue, &queue::Queue::happened, this, &DetailsPanel::noteEvent);
    connect(&queue, &queue::Queue::itemChanged, this, [this](int row) {
        if (m_id && m_queue.at(row).id == *m_id)
            refresh();
    });
    refresh();
}

void DetailsPanel::setItem(std::optional<queue::ItemId> id)
{
    if (id == m_id)
        return;
    m_id = id;
    setTabText(indexOf(m_pieces), PiecesTab::title(id ? m_queue.find(*id) : nullptr));
    refresh();
}

void DetailsPanel::showFailedFiles()
{
    setCurrentWidget(m_pieces);
    m_pieces->files().showGroup(FileGroup::Failed);
}

void DetailsPanel::readFilesAgain()
{
    m_pieces->files().readAgain();
    refresh();
}

FileCommands &DetailsPanel::fileCommands()
{
    return m_pieces->files().commands();
}

void DetailsPanel::refresh()
{
    if (auto *tab = qobject_cast<DetailsTab *>(currentWidget()); tab && !isHidden())
        tab->present(m_id ? m_queue.find(*m_id) : nullptr);
}

void DetailsPanel::noteEvent(queue::ItemId id)
{
    if (id != m_id)
        return;
    m_log->markStale();
    if (currentWidget() == m_log)
        refresh();
}

} // namespace ui
