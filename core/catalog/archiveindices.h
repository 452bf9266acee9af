#pragma once

#include "core/cache/indexstore.h"
#include "core/catalog/build.h"
#include "core/catalog/indexcost.h"
#include "core/catalog/indexreader.h"

#include <deque>

namespace catalog {

/// Finds objects in the archives of a CDN config, and in its list of loose objects. Few keys are looked up by
/// single blocks of the indices; once reading all of them whole is cheaper, they are merged into one, which
/// the cache keeps for later runs.
///
/// Lives on the thread of the loader, which outlives it, and tells its warnings. Never blocks. Deleting it
/// ends everything without a word.
class ArchiveIndices : public QObject
{
    Q_OBJECT
public:
    ArchiveIndices(ObjectLoader &loader, std::shared_ptr<cache::ObjectCache> cache,
                   tact::ArchiveList archives, QObject *parent = nullptr);
    ~ArchiveIndices() override;

    /// For each key, in the order asked, every object whose key begins with it: more than one where it lies
    /// in several archives, or where two begin alike; none where no index has it. `done` is called once,
    /// later. An error only when no index at all could be read.
    using Places = QList<QList<ObjectPlace>>;
    using Done = std::function<void(const core::Result<Places> &places)>;
    void find(const QList<KeyBeginning> &keys, Done done);

private:
    enum class Stage {
        New,
        Opening, ///< looks whether the cache has the merged index
        Blocks,  ///< it does not
        Merging,
        Merged,
    };
    struct Question
    {
        QList<KeyBeginning> keys;
        Done done;
        Places places;
    };
    using Asked = std::shared_ptr<Question>;
    using Store = std::shared_ptr<const cache::IndexStore>;

    void proceed();
    void open();
    void merge();
    void onStore(const Store &store);
    void searchBlocks(const Asked &question);
    void searchStore(const Asked &question);
    void searchLoose(const Asked &question);
    cache::EntryKey keyOfStore() const;
    ObjectPlace placeOf(const tact::IndexEntry &entry, std::size_t archive) const;

    ObjectLoader &m_loader;
    const std::shared_ptr<cache::ObjectCache> m_cache;
    const tact::ArchiveList m_archives;
    std::vector<std::unique_ptr<IndexReader>> m_readers; ///< by archive, made when it is needed
    std::unique_ptr<IndexReader> m_looseReader;          ///< null: the config has no such index
    bool m_isLooseLackTold = false;                      ///< that it cannot be had
    Stage m_stage = Stage::New;
    Store m_store;
    std::size_t m_keysAsked = 0;
    std::deque<Asked> m_waiting;
};

} // namespace catalog
