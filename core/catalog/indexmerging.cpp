#include "core/catalog/indexmerging.h"

#include "core/async.h"
#include "core/bytes.h"
#include "core/cache/indexmerger.h"
#include "core/catalog/whilealive.h"
#include "core/hex.h"

#include <algorithm>
#include <utility>

namespace catalog {

namespace {

using core::ErrorKind;

/// As many as come over the network at once; those that wait to be merged count.
constexpr std::size_t kIndicesAtOnce = 16;

} // namespace

IndexMerging::IndexMerging(ObjectLoader &loader, std::shared_ptr<cache::ObjectCache> cache,
                           tact::ArchiveList archives, QObject *parent)
    : QObject(parent)
    , m_loader(loader)
    , m_archives(std::move(archives))
    , m_merger(new cache::IndexMerger(*cache, m_archives.archives.size()),
               [cache](cache::IndexMerger *merger) { delete merger; })
{
}

IndexMerging::~IndexMerging() = default;

cache::EntryKey IndexMerging::keyOf(const QString &folder, const std::vector<tact::ArchiveRef> &archives)
{
    blte::Md5 md5;
    for (const tact::ArchiveRef &archive : archives)
        md5.update(archive.name);
    return {cache::EntryKey::Kind::Merged, folder, md5.finish()};
}

void IndexMerging::start(Done done)
{
    m_done = std::move(done);
    QMetaObject::invokeMethod(this, &IndexMerging::proceed, Qt::QueuedConnection);
}

void IndexMerging::proceed()
{
    const std::size_t count = m_archives.archives.size();
    while (m_underWay < kIndicesAtOnce && m_next < count) {
        const std::size_t number = m_next++;
        ++m_underWay;
        const auto onBytes = [this, number](const core::Result<QByteArray> &bytes) {
            onIndex(number, bytes);
        };
        m_loader.load(indexObject(m_archives.archives[number].name), whileAlive(this, onBytes));
    }
    if (m_underWay == 0 && m_next == count)
        finish();
}

void IndexMerging::onIndex(std::size_t number, const core::Result<QByteArray> &bytes)
{
    if (!bytes)
        return leaveOut(number, bytes.error());
    const auto add = [merger = m_merger, number, bytes = *bytes] {
        return merger->add(static_cast<std::uint32_t>(number), core::bytesOf(bytes));
    };
    core::runIn(m_loader.workersInTurn(), add, this,
                [this, number](const core::Result<void> &added) { onAdded(number, added); });
}

void IndexMerging::onAdded(std::size_t number, const core::Result<void> &added)
{
    if (!added)
        return leaveOut(number, added.error());
    m_merged.push_back(m_archives.archives[number]);
    --m_underWay;
    proceed();
}

void IndexMerging::leaveOut(std::size_t number, const core::Error &error)
{
    const blte::Digest &name = m_archives.archives[number].name;
    if (m_errors.empty()) { // one of them for all
        Q_EMIT m_loader.warned(
            warningOf(describe(indexObject(name)),
                      error.detail + QStringLiteral("; objects of its archive are not found")));
    }
    m_errors.push_back(error);
    --m_underWay;
    proceed();
}

void IndexMerging::finish()
{
    if (m_merged.empty() && !m_errors.empty())
        return onMerged(core::failure(m_errors.front()));
    // Under the config's own name only what has all of them.
    const std::vector<tact::ArchiveRef> &named = m_errors.empty() ? m_archives.archives : m_merged;
    const auto write = [merger = m_merger, key = keyOf(m_loader.hosts().folder, named)] {
        return merger->finish(key);
    };
    ++m_next; // once
    core::runIn(m_loader.workersInTurn(), write, this,
                [this](const core::Result<Store> &store) { onMerged(store); });
}

void IndexMerging::onMerged(const core::Result<Store> &store)
{
    const bool isComplete = m_errors.empty();
    if (store && isComplete && m_archives.group && (*store)->name() != *m_archives.group) {
        Q_EMIT m_loader.warned({QStringLiteral("archive group ") + core::hex(*m_archives.group),
                                {},
                                QStringLiteral("the indices of its archives are not those that it was made "
                                               "of: together they are %1")
                                    .arg(core::hex((*store)->name()))});
    }
    if (m_errors.size() > 1) {
        Q_EMIT m_loader.warned({QStringLiteral("indices"),
                                {},
                                QStringLiteral("%1 of %2 could not be read")
                                    .arg(m_errors.size())
                                    .arg(m_archives.archives.size())});
    }
    if (const Done done = std::exchange(m_done, {}))
        done(store);
}

} // namespace catalog
