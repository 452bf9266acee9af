#pragma once

#include "core/catalog/indexreader.h"

namespace catalog {

/// Looks for keys in one index after the other, some at a time, until all are found. A part of
/// ArchiveIndices, whose readers it uses.
class BlockSearch : public QObject
{
public:
    /// Where an entry was found: the number of its index.
    struct Hit
    {
        std::size_t index = 0;
        tact::IndexEntry entry;
    };
    struct Found
    {
        std::vector<std::vector<Hit>> hits; ///< for each key, by index
        std::vector<core::Error> errors;    ///< of indices that could not be read
    };
    using Done = std::function<void(const Found &found)>;
    /// The reader of an index by its number.
    using Reader = std::function<IndexReader &(std::size_t index)>;

    BlockSearch(QList<KeyBeginning> keys, std::size_t indices, Reader reader, QObject *parent);

    /// Once. `done` is called later, once, and may delete this by deleteLater().
    void start(Done done);

private:
    void proceed();
    void askOne(std::size_t index);
    bool isComplete() const;

    const QList<KeyBeginning> m_keys;
    const std::size_t m_indices;
    const Reader m_reader;
    Done m_done;
    Found m_found;
    std::size_t m_next = 0;
    std::size_t m_underWay = 0;
};

} // namespace catalog
