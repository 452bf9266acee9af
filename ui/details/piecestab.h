#pragma once

#include "ui/details/detailstab.h"

class QStackedLayout;

namespace ui {

class ChunksTab;
class FilesTab;

/// What the chosen download is made of: the chunks of a file, or the files of a set. One page, so that
/// whoever looks at it looks at the like of it when another row is chosen.
class PiecesTab : public DetailsTab
{
    Q_OBJECT
public:
    explicit PiecesTab(const queue::Queue &queue, QWidget *parent = nullptr);
    void present(const queue::Item *item) override;
    FilesTab &files() { return *m_files; }
    static QString title(const queue::Item *item);

private:
    ChunksTab *m_chunks;
    FilesTab *m_files;
    QStackedLayout *m_pages;
};

} // namespace ui
