#include "core/catalog/blocksearch.h"

#include "core/catalog/whilealive.h"

#include <algorithm>
#include <utility>

namespace catalog {

namespace {

/// More of them are asked than go over the network at once, and few enough that a hit spares the rest.
constexpr std::size_t kBlocksAtOnce = 32;

} // namespace

BlockSearch::BlockSearch(QList<KeyBeginning> keys, std::size_t indices, Reader reader, QObject *parent)
    : QObject(parent)
    , m_keys(std::move(keys))
    , m_indices(indices)
    , m_reader(std::move(reader))
{
    m_found.hits.resize(static_cast<std::size_t>(m_keys.size()));
}

void BlockSearch::start(Done done)
{
    m_done = std::move(done);
    QMetaObject::invokeMethod(this, &BlockSearch::proceed, Qt::QueuedConnection);
}

void BlockSearch::proceed()
{
    while (m_underWay < kBlocksAtOnce && m_next < m_indices && !isComplete())
        askOne(m_next++);
    if (m_underWay > 0)
        return;
    for (auto &hits : m_found.hits) {
        std::stable_sort(hits.begin(), hits.end(),
                         [](const Hit &a, const Hit &b) { return a.index < b.index; });
    }
    if (const Done done = std::exchange(m_done, {}))
        done(m_found);
}

void BlockSearch::askOne(std::size_t index)
{
    ++m_underWay;
    const auto onEntries = [this, index](const core::Result<IndexReader::Entries> &entries) {
        --m_underWay;
        if (!entries)
            m_found.errors.push_back(entries.error());
        for (std::size_t key = 0; entries && key < entries->size(); ++key) {
            for (const tact::IndexEntry &entry : (*entries)[key])
                m_found.hits[key].push_back({index, entry});
        }
        proceed();
    };
    m_reader(index).find(m_keys, whileAlive(this, onEntries));
}

/// The beginning of a key may stand for several objects, so all indices are looked into.
bool BlockSearch::isComplete() const
{
    for (std::size_t key = 0; key < m_found.hits.size(); ++key) {
        const bool isWhole = m_keys[static_cast<qsizetype>(key)].size() == sizeof(blte::Digest);
        if (!isWhole || m_found.hits[key].empty())
            return false;
    }
    return true;
}

} // namespace catalog
