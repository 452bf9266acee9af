#include "ui/details/piecestab.h"

#include "ui/details/chunkstab.h"
#include "ui/details/filestab.h"

#include <QStackedLayout>

namespace ui {

PiecesTab::PiecesTab(const queue::Queue &queue, QWidget *parent)
    : DetailsTab(queue, parent)
    , m_chunks(new ChunksTab(queue, this))
    , m_files(new FilesTab(queue, this))
    , m_pages(new QStackedLayout(this))
{
    m_pages->addWidget(m_chunks);
    m_pages->addWidget(m_files);
}

void PiecesTab::present(const queue::Item *item)
{
    const bool isSet = item && !item->source.set.isEmpty();
    DetailsTab *page = m_chunks;
    if (isSet)
        page = m_files;
    m_pages->setCurrentWidget(page);
    page->present(item);
}

QString PiecesTab::title(const queue::Item *item)
{
    return item && !item->source.set.isEmpty() ? tr("Files") : tr("Chunks");
}

} // namespace ui
