#include "ui/browse/filesearch.h"

#include "ui/background.h"

#include <utility>

namespace ui {

FileSearch::FileSearch(std::shared_ptr<const catalog::TreeIndex> index, QObject *parent)
    : QObject(parent)
    , m_index(std::move(index))
{
}

FileSearch::~FileSearch()
{
    cancel();
}

void FileSearch::start(const catalog::FileQuery &query, catalog::FileOrder order, Qt::SortOrder direction)
{
    cancel();
    m_isCancelled = std::make_shared<std::atomic<bool>>(false);
    const auto search = [index = m_index, isCancelled = m_isCancelled, query, order, direction] {
        return Files(std::make_shared<const std::vector<catalog::TreeIndex::File>>(
            catalog::findFiles(*index, query, *isCancelled, order, direction)));
    };
    inBackground(search, this, [this, isCancelled = m_isCancelled](const Files &files) {
        if (isCancelled->load())
            return;
        m_isCancelled.reset();
        Q_EMIT found(files);
    });
}

void FileSearch::cancel()
{
    if (const auto isCancelled = std::exchange(m_isCancelled, nullptr))
        isCancelled->store(true);
}

} // namespace ui
