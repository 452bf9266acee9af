#pragma once

#include "core/catalog/treesearch.h"

#include <QObject>

namespace ui {

/// Searches the files of a build on a background thread; a new search ends the one under way. GUI thread.
class FileSearch : public QObject
{
    Q_OBJECT
public:
    using Files = std::shared_ptr<const std::vector<catalog::TreeIndex::File>>;

    explicit FileSearch(std::shared_ptr<const catalog::TreeIndex> index, QObject *parent = nullptr);
    ~FileSearch() override;

    void start(const catalog::FileQuery &query, catalog::FileOrder order, Qt::SortOrder direction);
    void cancel();

Q_SIGNALS:
    /// Of the newest search.
    void found(const ui::FileSearch::Files &files);

private:
    const std::shared_ptr<const catalog::TreeIndex> m_index;
    std::shared_ptr<std::atomic<bool>> m_isCancelled; ///< of the one under way; null: there is none
};

} // namespace ui
