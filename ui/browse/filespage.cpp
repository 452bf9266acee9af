#include "ui/browse/filespage.h"

#include "core/bytes.h"
#include "ui/airydelegate.h"
#include "ui/browse/filterrow.h"
#include "ui/browse/previewpane.h"
#include "ui/icons.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QTreeView>
#include <QVBoxLayout>

namespace ui {

using catalog::FileOrder;
using catalog::TreeIndex;

namespace {

/// Files whose paths a clipboard is given.
constexpr std::size_t kMostCopied = 100'000;

FileOrder orderBy(FileColumn column)
{
    switch (column) {
    case FileColumn::Size:
        return FileOrder::Size;
    case FileColumn::EncodedSize:
        return FileOrder::EncodedSize;
    case FileColumn::Number:
        return FileOrder::FileDataId;
    default:
        return FileOrder::Path;
    }
}

/// Widths that suit what stands in the columns; those without meaning in this build are not there.
void layOut(QHeaderView *header, const FileCells &cells, const QWidget &widget)
{
    const int letter = widget.fontMetrics().averageCharWidth();
    const std::array letters{36, 15, 11, 11, 14, 13, 14, 12}; // in the order of FileColumn
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(letter * 8);
    header->setAccessibleName(FilesPage::tr("Columns"));
    header->setSectionsMovable(true);
    header->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int i = 0; i < kFileColumns; ++i) {
        header->resizeSection(i, letters[static_cast<std::size_t>(i)] * letter);
        header->setSectionHidden(i, !cells.isUseful(static_cast<FileColumn>(i)));
    }
}

} // namespace

FilesPage::FilesPage(const catalog::NamedBuild &build, std::shared_ptr<const TreeIndex> index,
                     const transfer::TransferServices &services, QWidget *parent)
    : QWidget(parent)
    , m_index(std::move(index))
    , m_checks(new FileChecks(m_index, this))
    , m_facts(new FactsCache(build.build, m_index, this))
    , m_search(new FileSearch(m_index, this))
    , m_tree(new FileTreeModel(m_index, FileCells(m_index, &services), *m_checks, *m_facts, this))
    , m_found(new FoundFilesModel(m_index, FileCells(m_index, &services), *m_checks, *m_facts, this))
    , m_filter(new FilterRow(m_index))
    , m_preview(new PreviewPane(build.build))
{
    buildTree();
    buildFound();
    const FileCells cells(m_index, &services);
    layOut(m_treeView->header(), cells, *this);
    layOut(m_foundView->horizontalHeader(), cells, *this);
    auto *views = new QWidget(this);
    m_views = new QStackedLayout(views);
    m_views->addWidget(m_treeView);
    m_views->addWidget(m_foundView);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(views);
    splitter->addWidget(m_preview);
    splitter->setStretchFactor(0, 1);
    splitter->setChildrenCollapsible(false);
    const int line = fontMetrics().lineSpacing();
    splitter->setSizes({line * 24, line * 11});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_filter);
    layout->addWidget(splitter, 1);

    m_settled.setSingleShot(true);
    m_settled.setInterval(100);
    connect(&m_settled, &QTimer::timeout, this, &FilesPage::wantFacts);
    connect(m_filter, &FilterRow::changed, this, &FilesPage::search);
    connect(m_filter, &FilterRow::left, this, [this] { currentView()->setFocus(Qt::TabFocusReason); });
    connect(m_search, &FileSearch::found, this, &FilesPage::onFound);
    connect(m_found, &FoundFilesModel::sortWanted, this, &FilesPage::search);
    connect(m_checks, &FileChecks::changed, this, [this] {
        // Those below and beside what was checked look otherwise, too.
        m_treeView->viewport()->update();
        m_foundView->viewport()->update();
        Q_EMIT checksChanged();
    });
    for (QAbstractItemView *view :
         {static_cast<QAbstractItemView *>(m_treeView), static_cast<QAbstractItemView *>(m_foundView)}) {
        view->setEditTriggers(QAbstractItemView::NoEditTriggers);
        view->setSelectionMode(QAbstractItemView::ExtendedSelection);
        view->setSelectionBehavior(QAbstractItemView::SelectRows);
        view->setAlternatingRowColors(true);
        view->setItemDelegate(new AiryDelegate(view));
        view->setIconSize({fontMetrics().height(), fontMetrics().height()});
        view->setContextMenuPolicy(Qt::CustomContextMenu);
        view->installEventFilter(this);
        view->viewport()->installEventFilter(this);
        connect(view, &QWidget::customContextMenuRequested, this, &FilesPage::openMenu);
        connect(view->verticalScrollBar(), &QScrollBar::valueChanged, &m_settled,
                qOverload<>(&QTimer::start));
        connect(view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
                &FilesPage::showPreview);
    }
    m_settled.start();
}

FilesPage::~FilesPage() = default;

void FilesPage::buildTree()
{
    m_treeView = new QTreeView(this);
    m_treeView->setAccessibleName(tr("Folders and files of the build"));
    m_treeView->setModel(m_tree);
    m_treeView->setUniformRowHeights(true);
    m_treeView->setSortingEnabled(true);
    m_treeView->sortByColumn(0, Qt::AscendingOrder);
    connect(m_treeView, &QTreeView::expanded, &m_settled, qOverload<>(&QTimer::start));
    connect(m_tree, &QAbstractItemModel::layoutChanged, &m_settled, qOverload<>(&QTimer::start));
    // A tree of one folder is opened down to where there is something to choose.
    QModelIndex only;
    while (m_tree->rowCount(only) == 1 && m_tree->hasChildren(m_tree->index(0, 0, only))) {
        only = m_tree->index(0, 0, only);
        m_treeView->expand(only);
    }
}

void FilesPage::buildFound()
{
    m_foundView = new QTableView(this);
    m_foundView->setAccessibleName(tr("Files found"));
    m_foundView->setModel(m_found);
    m_foundView->setShowGrid(false);
    m_foundView->setWordWrap(false);
    m_foundView->setTabKeyNavigation(false);
    m_foundView->setTextElideMode(Qt::ElideMiddle);
    m_foundView->verticalHeader()->hide();
    m_foundView->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_foundView->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_foundView->horizontalHeader()->setHighlightSections(false);
    m_foundView->horizontalHeader()->setSortIndicator(0, Qt::AscendingOrder);
    m_foundView->setSortingEnabled(true);
}

QAbstractItemView *FilesPage::currentView() const
{
    return qobject_cast<QAbstractItemView *>(m_views->currentWidget());
}

void FilesPage::focusSearch()
{
    m_filter->focusSearch();
}

void FilesPage::setChanges(const std::shared_ptr<const FileChanges> &changes)
{
    m_filter->setChanges(changes);
    search();
}

void FilesPage::search()
{
    catalog::FileQuery query = m_filter->query();
    if (query.isEmpty()) {
        m_search->cancel();
        m_filter->setFound(std::nullopt);
        m_views->setCurrentWidget(m_treeView);
        m_settled.start();
        return;
    }
    const QHeaderView *header = m_foundView->horizontalHeader();
    m_search->start(query, orderBy(static_cast<FileColumn>(header->sortIndicatorSection())),
                    header->sortIndicatorOrder());
}

void FilesPage::onFound(const FileSearch::Files &files)
{
    m_found->setFiles(files);
    m_filter->setFound(files->size());
    m_views->setCurrentWidget(m_foundView);
    if (!files->empty())
        m_foundView->setCurrentIndex(m_found->index(0, 0));
    m_settled.start();
}

std::vector<TreeIndex::File> FilesPage::filesInView() const
{
    std::vector<TreeIndex::File> files;
    if (currentView() == m_foundView) {
        const int height = m_foundView->viewport()->height();
        const int last = m_foundView->rowAt(height - 1);
        for (int row = std::max(m_foundView->rowAt(0), 0); row <= (last < 0 ? m_found->rowCount() - 1 : last);
             ++row)
            files.push_back(m_found->fileAt(row));
        return files;
    }
    const QRect visible = m_treeView->viewport()->rect();
    for (QModelIndex index = m_treeView->indexAt(visible.topLeft());
         index.isValid() && m_treeView->visualRect(index).top() <= visible.bottom();
         index = m_treeView->indexBelow(index)) {
        if (const auto file = m_tree->fileAt(index))
            files.push_back(*file);
    }
    return files;
}

void FilesPage::wantFacts()
{
    m_facts->want(filesInView());
}

void FilesPage::showPreview()
{
    const QModelIndex index = currentView()->currentIndex();
    if (currentView() == m_foundView)
        m_preview->show(index.isValid() ? std::optional(m_index->file(m_found->fileAt(index.row())))
                                        : std::nullopt);
    else if (const auto file = m_tree->fileAt(index))
        m_preview->show(m_index->file(*file));
    else
        m_preview->show(std::nullopt);
}

/// Folders that are selected count by what is below them.
std::vector<TreeIndex::File> FilesPage::selectedFiles() const
{
    std::vector<TreeIndex::File> files;
    for (const QModelIndex &index : currentView()->selectionModel()->selectedRows()) {
        if (currentView() == m_foundView) {
            files.push_back(m_found->fileAt(index.row()));
        } else if (const auto file = m_tree->fileAt(index)) {
            files.push_back(*file);
        } else {
            const TreeIndex::Range below = m_index->filesBelow(*m_tree->folderAt(index));
            for (auto inside = below.first; inside < below.end; ++inside)
                files.push_back(inside);
        }
    }
    return files;
}

/// All get what the current one does not have.
void FilesPage::toggleSelected()
{
    const QModelIndex current = currentView()->currentIndex().siblingAtColumn(0);
    if (!current.isValid())
        return;
    const bool isChecked = current.data(Qt::CheckStateRole).toInt() != Qt::Checked;
    QModelIndexList rows = currentView()->selectionModel()->selectedRows();
    if (rows.size() > 1 && rows.contains(current))
        return m_checks->set(selectedFiles(), isChecked);
    currentView()->model()->setData(current, isChecked ? Qt::Checked : Qt::Unchecked, Qt::CheckStateRole);
}

void FilesPage::checkAllFound()
{
    m_checks->set(m_found->files(), true);
}

void FilesPage::copyPaths() const
{
    QString text;
    std::size_t count = 0;
    for (const TreeIndex::File file : selectedFiles()) {
        if (++count > kMostCopied)
            break;
        text += core::fromUtf8(m_index->path(file)) + QLatin1Char('\n');
    }
    QGuiApplication::clipboard()->setText(text);
}

void FilesPage::showInTree()
{
    const QModelIndex current = m_foundView->currentIndex();
    if (!current.isValid())
        return;
    const QModelIndex shown = m_tree->reveal(m_found->fileAt(current.row()));
    m_filter->clear();
    m_search->cancel();
    m_filter->setFound(std::nullopt);
    m_views->setCurrentWidget(m_treeView);
    m_treeView->setCurrentIndex(shown);
    m_treeView->scrollTo(shown, QAbstractItemView::PositionAtCenter);
    m_treeView->setFocus();
}

void FilesPage::openMenu(const QPoint &pos)
{
    const bool isFound = currentView() == m_foundView;
    QMenu menu(this);
    if (currentView()->currentIndex().isValid()) {
        menu.addAction(tr("Check or uncheck"), this, &FilesPage::toggleSelected)->setShortcut(Qt::Key_Space);
        menu.addAction(tr("Copy path"), this, &FilesPage::copyPaths)->setShortcut(QKeySequence::Copy);
    }
    if (isFound && !m_found->files().empty()) {
        menu.addAction(tr("Show in its folder"), this, &FilesPage::showInTree);
        menu.addAction(tr("Check all that were found"), this, &FilesPage::checkAllFound);
    }
    menu.addAction(tr("Uncheck everything"), this, [this] { m_checks->clear(); })
        ->setEnabled(m_checks->checks().total().files > 0);
    menu.exec(currentView()->viewport()->mapToGlobal(pos));
}

bool FilesPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        m_settled.start();
    if (event->type() != QEvent::KeyPress || watched != currentView())
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier) {
        toggleSelected();
        return true;
    }
    if (key->matches(QKeySequence::Copy)) {
        copyPaths();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
