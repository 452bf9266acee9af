#pragma once

#include "core/catalog/objectloader.h"
#include "core/catalog/objectplace.h"
#include "core/tact/archiveindex.h"

namespace catalog {

/// Finds keys in one index of a CDN by its tail and by single blocks; both are proven by the index's name. An
/// index whose tail is not where its size says is read whole. Holds the tail, 24 bytes for each 4 KiB of the
/// index.
///
/// Lives on the thread of the loader, which outlives it. Never blocks. Deleting it ends everything without a
/// word.
class IndexReader : public QObject
{
public:
    /// `size` in bytes, as the CDN config has it: a hint.
    IndexReader(ObjectLoader &loader, CdnObject index, std::optional<std::uint64_t> size,
                QObject *parent = nullptr);

    /// For each key, in the order asked, the entries that begin with it. `done` is called once, later. Errors
    /// are those of ObjectLoader; HeaderCorrupt for an index of an unknown kind.
    using Entries = std::vector<std::vector<tact::IndexEntry>>;
    using Done = std::function<void(const core::Result<Entries> &entries)>;
    void find(const QList<KeyBeginning> &keys, Done done);

private:
    struct Search;

    void readTail(const std::shared_ptr<Search> &search);
    void readWhole(const std::shared_ptr<Search> &search);
    void readBlocks(const std::shared_ptr<Search> &search);
    void onBlock(const std::shared_ptr<Search> &search, std::size_t block,
                 const core::Result<QByteArray> &bytes);

    ObjectLoader &m_loader;
    const CdnObject m_index;
    const std::optional<std::uint64_t> m_size;
    std::shared_ptr<const tact::IndexTail> m_tail; ///< once it was read
    QByteArray m_whole;                            ///< of an index that was read whole
};

} // namespace catalog
