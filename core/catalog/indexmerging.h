#pragma once

#include "core/cache/indexstore.h"
#include "core/catalog/objectloader.h"
#include "core/tact/cdnconfig.h"

namespace cache {
class IndexMerger;
}

namespace catalog {

/// Reads the indices of all archives whole and merges them into one, which the cache keeps. An index that
/// cannot be had costs its archive and a warning; what comes of the others is kept under a name of its own.
/// Holds some indices at a time.
///
/// Lives on the thread of the loader, which outlives it. Deleting it ends everything without a
/// word.
class IndexMerging : public QObject
{
public:
    IndexMerging(ObjectLoader &loader, std::shared_ptr<cache::ObjectCache> cache, tact::ArchiveList archives,
                 QObject *parent);
    ~IndexMerging() override;

    /// Under which the cache keeps the merged index of these archives: the MD5 of their names.
    static cache::EntryKey keyOf(const QString &folder, const std::vector<tact::ArchiveRef> &archives);

    /// Once. `done` is called later, once, and may delete this by deleteLater(). An error when no index could
    /// be had, or there is no place for the merged one.
    using Store = std::shared_ptr<const cache::IndexStore>;
    using Done = std::function<void(const core::Result<Store> &store)>;
    void start(Done done);

private:
    void proceed();
    void onIndex(std::size_t number, const core::Result<QByteArray> &bytes);
    void onAdded(std::size_t number, const core::Result<void> &added);
    void leaveOut(std::size_t number, const core::Error &error);
    void finish();
    void onMerged(const core::Result<Store> &store);

    ObjectLoader &m_loader;
    const tact::ArchiveList m_archives;
    Done m_done;
    const std::shared_ptr<cache::IndexMerger> m_merger; ///< not thread-safe: used in turn
    std::vector<tact::ArchiveRef> m_merged;
    std::vector<core::Error> m_errors;
    std::size_t m_next = 0;
    std::size_t m_underWay = 0;
};

} // namespace catalog
