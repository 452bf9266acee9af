#include "core/async.h"
#include "core/transfer/bundle.h"
#include "core/transfer/faults.h"
#include "core/transfer/pages.h"
#include "core/transfer/transfer.h"

/// How Transfer fetches a small slice with its neighbours, as long as that goes smoothly.
namespace transfer {

/// False when it is for a crew: something of it is there already, or its host cannot be asked this way now.
bool Transfer::fetchSlice()
{
    const core::Source &source = m_order.source;
    if (!m_order.bundle || !source.slice || m_record || m_hasRestarted)
        return false;
    HostPool &hosts = m_environment.hosts;
    Mirrors mirrors(source.mirrors, m_environment.tuning.retry);
    const auto choice = mirrors.choose(
        Mirrors::Clock::now(), -1,
        [&](const QString &host) {
            return hosts.isFree(host) || m_order.bundle->isAt(host, Bundle::Asker::Slices);
        },
        [&](const QString &host) { return hosts.worth(host); });
    const int *index = std::get_if<int>(&choice);
    if (!index || hosts.facts(mirrors[*index].host).ranges == HostFacts::Answer::No)
        return false;
    m_sliceFrom = mirrors[*index].host;
    m_order.bundle->acquire(hosts, m_sliceFrom, Bundle::Asker::Slices);
    const Tuning &tuning = m_environment.tuning;
    SmallSlice slice{source,
                     mirrors[*index].url,
                     m_order.isRaw,
                     mirrors.all().size() == 1,
                     !mayBePage(source),
                     m_environment.keys,
                     tuning.limits,
                     m_partial,
                     m_counters,
                     m_order.locked,
                     core::answerTo<SliceEnd>(this, [this](const SliceEnd &end) { onSlice(end); })};
    m_order.bundle->lane().post(
        [bundle = m_order.bundle, options = tuning.fetcher, patience = tuning.slowAfter,
         slice = std::move(slice)] { bundle->slices(slice.url, options, patience).add(slice); });
    return true;
}

void Transfer::onSlice(const SliceEnd &end)
{
    const QString host = std::exchange(m_sliceFrom, {});
    m_order.bundle->release(m_environment.hosts, host, Bundle::Asker::Slices);
    if (m_isStopping)
        return close([this] { Q_EMIT stopped(); });
    if (end.error.kind == core::ErrorKind::None) {
        m_environment.hosts.setRanges(host, HostFacts::Answer::Yes);
        return takeSlice(end);
    }
    if (isStorage(end.error.kind))
        return failBy(end.error);
    if (end.error.kind == core::ErrorKind::RangeIgnored)
        m_environment.hosts.setRanges(host, HostFacts::Answer::No);
    m_counters->encodedDone = 0;
    m_counters->decodedDone = 0;
    fetchHead();
}

/// Everything is there.
void Transfer::takeSlice(const SliceEnd &end)
{
    setTable(end.table);
    m_map->set({0, m_map->size()}, ChunkState::Done);
    for (const LockedChunk &locked : end.locked) {
        m_map->set(locked.chunk, ChunkState::Locked);
        Event event;
        event.kind = Event::Kind::KeyMissing;
        event.chunk = locked.chunk;
        event.keyName = locked.keyName;
        tell(event);
    }
    m_environment.lookAtMemory();
    Q_EMIT tableKnown();
    commit();
}

} // namespace transfer
