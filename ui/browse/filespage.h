#pragma once

#include "core/catalog/openproducts.h"
#include "ui/browse/filesearch.h"
#include "ui/browse/filetreemodel.h"
#include "ui/browse/foundfilesmodel.h"

#include <QWidget>

class QStackedLayout;
class QTableView;
class QTreeView;

namespace ui {

struct FileChanges;
class FilterRow;
class PreviewPane;

/// The files of one build: the tree, or what a search found; with boxes to check, and a preview of the
/// current one.
class FilesPage : public QWidget
{
    Q_OBJECT
public:
    FilesPage(const catalog::NamedBuild &build, std::shared_ptr<const catalog::TreeIndex> index,
              const transfer::TransferServices &services, QWidget *parent = nullptr);
    ~FilesPage() override;

    const FileChecks &checks() const { return *m_checks; }
    void focusSearch();
    void uncheckAll() { m_checks->clear(); }
    /// Against another build; null: none.
    void setChanges(const std::shared_ptr<const FileChanges> &changes);

Q_SIGNALS:
    void checksChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildTree();
    void buildFound();
    QAbstractItemView *currentView() const;
    void search();
    void onFound(const FileSearch::Files &files);
    void showPreview();
    void wantFacts();
    std::vector<catalog::TreeIndex::File> filesInView() const;
    void toggleSelected();
    void openMenu(const QPoint &pos);
    void showInTree();
    void checkAllFound();
    void copyPaths() const;
    std::vector<catalog::TreeIndex::File> selectedFiles() const;

    const std::shared_ptr<const catalog::TreeIndex> m_index;
    FileChecks *m_checks;
    FactsCache *m_facts;
    FileSearch *m_search;
    FileTreeModel *m_tree;
    FoundFilesModel *m_found;
    FilterRow *m_filter;
    QTreeView *m_treeView = nullptr;
    QTableView *m_foundView = nullptr;
    QStackedLayout *m_views = nullptr;
    PreviewPane *m_preview = nullptr;
    QTimer m_settled; ///< the rows in view have not changed for a moment
};

} // namespace ui
