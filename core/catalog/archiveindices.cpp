#include "core/catalog/archiveindices.h"

#include "core/async.h"
#include "core/cache/objectcache.h"
#include "core/catalog/blocksearch.h"
#include "core/catalog/indexmerging.h"
#include "core/catalog/whilealive.h"
#include "core/transfer/transferservices.h"

#include <utility>

namespace catalog {

namespace {

using core::ErrorKind;

blte::Bytes view(const KeyBeginning &key)
{
    return {reinterpret_cast<const std::uint8_t *>(key.constData()), static_cast<std::size_t>(key.size())};
}

core::ByteRange rangeOf(const tact::IndexEntry &entry)
{
    const qint64 first = entry.offset;
    return {first, first + entry.encodedSize - 1};
}

} // namespace

ArchiveIndices::ArchiveIndices(ObjectLoader &loader, std::shared_ptr<cache::ObjectCache> cache,
                               tact::ArchiveList archives, QObject *parent)
    : QObject(parent)
    , m_loader(loader)
    , m_cache(std::move(cache))
    , m_archives(std::move(archives))
    , m_readers(m_archives.archives.size())
{
    if (m_archives.looseIndex) {
        m_looseReader = std::make_unique<IndexReader>(m_loader, indexObject(m_archives.looseIndex->name),
                                                      m_archives.looseIndex->indexSize);
    }
}

ArchiveIndices::~ArchiveIndices() = default;

void ArchiveIndices::find(const QList<KeyBeginning> &keys, Done done)
{
    m_waiting.push_back(std::make_shared<Question>(Question{keys, std::move(done), Places(keys.size())}));
    m_keysAsked += static_cast<std::size_t>(keys.size());
    proceed();
}

void ArchiveIndices::proceed()
{
    if (m_stage == Stage::New)
        return open();
    if (m_stage == Stage::Blocks && cheaperReading(m_archives.archives, m_keysAsked) == IndexReading::Whole)
        return merge();
    if (m_stage == Stage::Opening || m_stage == Stage::Merging)
        return;
    for (const Asked &question : std::exchange(m_waiting, {}))
        m_stage == Stage::Merged ? searchStore(question) : searchBlocks(question);
}

void ArchiveIndices::open()
{
    m_stage = Stage::Opening;
    const auto read = [cache = m_cache, key = keyOfStore()] {
        const QString path = cache->find(key);
        core::Result<Store> store = path.isEmpty() ? Store() : cache::IndexStore::open(key, path);
        if (!store)
            cache->discard(key);
        return store;
    };
    core::runIn(m_loader.workers(), read, this, [this](const core::Result<Store> &store) {
        if (!store)
            Q_EMIT m_loader.warned({QStringLiteral("merged index"),
                                    {},
                                    store.error().detail + QStringLiteral("; it is made again")});
        onStore(store.value_or(nullptr));
    });
}

void ArchiveIndices::onStore(const Store &store)
{
    m_store = store;
    m_stage = store ? Stage::Merged : Stage::Blocks;
    proceed();
}

void ArchiveIndices::merge()
{
    m_stage = Stage::Merging;
    auto *merging = new IndexMerging(m_loader, m_cache, m_archives, this);
    merging->start([this, merging](const core::Result<Store> &store) {
        merging->deleteLater();
        if (store)
            return onStore(*store);
        m_stage = Stage::New; // a later question may find the hosts up again
        for (const Asked &question : std::exchange(m_waiting, {}))
            question->done(core::failure(store.error()));
    });
}

void ArchiveIndices::searchBlocks(const Asked &question)
{
    const auto reader = [this](std::size_t archive) -> IndexReader & {
        auto &made = m_readers[archive];
        if (!made) {
            const tact::ArchiveRef &index = m_archives.archives[archive];
            made = std::make_unique<IndexReader>(m_loader, indexObject(index.name), index.indexSize);
        }
        return *made;
    };
    auto *search = new BlockSearch(question->keys, m_archives.archives.size(), reader, this);
    search->start([this, search, question](const BlockSearch::Found &found) {
        search->deleteLater();
        if (!found.errors.empty() && found.errors.size() == m_archives.archives.size())
            return question->done(core::failure(found.errors.front()));
        if (!found.errors.empty()) {
            Q_EMIT m_loader.warned({QStringLiteral("indices"),
                                    {},
                                    QStringLiteral("%1 of %2 could not be read; %3")
                                        .arg(found.errors.size())
                                        .arg(m_archives.archives.size())
                                        .arg(found.errors.front().detail)});
        }
        for (qsizetype key = 0; key < question->keys.size(); ++key) {
            for (const BlockSearch::Hit &hit : found.hits[static_cast<std::size_t>(key)])
                question->places[key].append(placeOf(hit.entry, hit.index));
        }
        searchLoose(question);
    });
}

void ArchiveIndices::searchStore(const Asked &question)
{
    using Entries = std::vector<std::vector<tact::IndexEntry>>;
    const auto search = [store = m_store, keys = question->keys, cache = m_cache,
                         name = keyOfStore()]() -> core::Result<Entries> {
        Entries all;
        for (const KeyBeginning &key : keys) {
            auto found = store->find(view(key));
            if (!found) { // the file has rotted
                cache->discard(name);
                return core::failure(found.error());
            }
            all.push_back(std::move(*found));
        }
        return all;
    };
    core::runIn(m_loader.workers(), search, this, [this, question](const core::Result<Entries> &found) {
        if (!found) {
            Q_EMIT m_loader.warned({QStringLiteral("merged index"),
                                    {},
                                    found.error().detail + QStringLiteral("; it is made again")});
            m_waiting.push_back(question);
            return m_stage == Stage::Merged ? merge() : proceed();
        }
        for (qsizetype key = 0; key < question->keys.size(); ++key) {
            for (const tact::IndexEntry &entry : (*found)[static_cast<std::size_t>(key)]) {
                if (entry.archive < m_archives.archives.size())
                    question->places[key].append(placeOf(entry, entry.archive));
            }
        }
        searchLoose(question);
    });
}

/// Those that no archive has.
void ArchiveIndices::searchLoose(const Asked &question)
{
    QList<KeyBeginning> keys;
    QList<qsizetype> numbers;
    for (qsizetype key = 0; key < question->keys.size(); ++key) {
        if (!question->places[key].isEmpty())
            continue;
        keys << question->keys[key];
        numbers << key;
    }
    if (keys.isEmpty() || !m_looseReader)
        return question->done(question->places);
    const auto onEntries = [this, question, numbers](const core::Result<IndexReader::Entries> &entries) {
        if (!entries && !std::exchange(m_isLooseLackTold, true))
            Q_EMIT m_loader.warned({QStringLiteral("index of loose objects"), {}, entries.error().detail});
        for (qsizetype i = 0; entries && i < numbers.size(); ++i) {
            for (const tact::IndexEntry &entry : (*entries)[static_cast<std::size_t>(i)])
                question->places[numbers[i]].append({{entry.key}, {}, rangeOf(entry)});
        }
        question->done(question->places);
    };
    m_looseReader->find(keys, whileAlive(this, onEntries));
}

cache::EntryKey ArchiveIndices::keyOfStore() const
{
    return IndexMerging::keyOf(m_loader.hosts().folder, m_archives.archives);
}

ObjectPlace ArchiveIndices::placeOf(const tact::IndexEntry &entry, std::size_t archive) const
{
    return {{entry.key}, m_archives.archives[archive].name, rangeOf(entry)};
}

} // namespace catalog
