#include "core/async.h"
#include "core/errortable.h"
#include "core/transfer/fetch/sharedconnection.h"
#include "core/transfer/routing/pages.h"
#include "core/transfer/transfer.h"

/// How Transfer fetches a small file with others like it, as long as that goes smoothly.
namespace transfer {

/// False when it is for a scheduler: something of it is there already, or its host cannot be asked this way
/// now.
bool Transfer::fetchInPassing()
{
    if (!m_order.sharedConnection || m_record || m_restarts.any())
        return false;
    const core::Source &source = m_order.source;
    HostPool &hosts = m_services.hosts;
    Mirrors mirrors(source.mirrors, m_services.tuning.retry);
    const auto choice = mirrors.choose(
        Mirrors::Clock::now(), -1,
        [&](const QString &host) {
            return hosts.isFree(host) ||
                   m_order.sharedConnection->isAt(host, SharedConnection::Asker::InPassing);
        },
        [&](const QString &host) { return hosts.worth(host); });
    const int *index = std::get_if<int>(&choice);
    if (!index || (source.slice && hosts.facts(mirrors[*index].host).ranges == HostFacts::Answer::No))
        return false;
    m_passesAt = mirrors[*index].host;
    if (m_order.sharedConnection->join(m_passesAt, SharedConnection::Asker::InPassing))
        hosts.acquire(m_passesAt);
    const Tuning &tuning = m_services.tuning;
    SmallObject object{source,
                       mirrors[*index].url,
                       m_order.isRaw,
                       mirrors.all().size() == 1,
                       refusesPageTypes(source),
                       m_services.keys,
                       tuning.limits,
                       m_partial,
                       m_counters,
                       m_order.locked,
                       core::answerTo<SmallEnd>(this, [this](const SmallEnd &end) { onPassed(end); })};
    m_order.sharedConnection->lane().post([sharedConnection = m_order.sharedConnection,
                                           options = tuning.fetcher, patience = tuning.slowAfter,
                                           object = std::move(object)] {
        if (object.source.slice)
            sharedConnection->slices(object.url, options, patience).add(object);
        else
            sharedConnection->files(object.url, options, patience).add(object);
    });
    return true;
}

void Transfer::onPassed(const SmallEnd &end)
{
    HostPool &hosts = m_services.hosts;
    const QString host = std::exchange(m_passesAt, {});
    const bool isSlice = m_order.source.slice.has_value();
    if (m_order.sharedConnection->leave(host, SharedConnection::Asker::InPassing))
        hosts.release(host);
    if (m_isStopping)
        return close([this] { Q_EMIT stopped(); });
    if (end.table) {
        if (isSlice)
            hosts.setRanges(host, HostFacts::Answer::Yes);
        return takeWhole(end, host);
    }
    if (core::isStorage(end.error.kind))
        return failBy(end.error);
    if (end.isLarge)
        hosts.sentFile(host, false);
    if (isSlice && end.error.kind == core::ErrorKind::RangeIgnored)
        hosts.setRanges(host, HostFacts::Answer::No);
    m_counters->encodedDone = 0;
    m_counters->decodedDone = 0;
    fetchHead();
}

/// Everything is there.
void Transfer::takeWhole(const SmallEnd &end, const QString &host)
{
    m_version = end.version;
    setTable(end.table);
    tellTrailing(end.trailingBytes, host);
    m_map->set({0, m_map->size()}, ChunkState::Done);
    for (const LockedChunk &locked : end.locked) {
        m_map->set(locked.chunk, ChunkState::Locked);
        tell(eventOf(locked));
    }
    m_services.lookAtMemory();
    Q_EMIT tableKnown();
    commit();
}

} // namespace transfer
