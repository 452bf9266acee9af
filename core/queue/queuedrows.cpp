#include "core/queue/queuedrows.h"

#include "core/transfer/routing/mirrors.h"

namespace queue {

namespace {

/// Each once, sorted.
QStringList hostsOf(const Item &item)
{
    QStringList hosts;
    hosts.reserve(item.source.mirrors.size());
    for (const QUrl &mirror : item.source.mirrors)
        hosts << transfer::hostOf(mirror);
    hosts.sort();
    hosts.removeDuplicates();
    return hosts;
}

const Item *behind(const std::map<qint64, const Item *> &rows, qint64 position)
{
    const auto found = rows.upper_bound(position);
    return found == rows.end() ? nullptr : found->second;
}

} // namespace

void QueuedRows::update(const Item &item)
{
    forget(item.id);
    if (item.state != transfer::State::Queued)
        return;
    const Known known{item.position, hostsOf(item)};
    m_known.insert(item.id, known);
    m_rows.emplace(known.position, &item);
    m_byHosts[known.hosts].emplace(known.position, &item);
}

void QueuedRows::forget(ItemId id)
{
    const auto found = m_known.constFind(id);
    if (found == m_known.cend())
        return;
    m_rows.erase(found->position);
    const auto group = m_byHosts.find(found->hosts);
    group->second.erase(found->position);
    if (group->second.empty())
        m_byHosts.erase(group);
    m_known.erase(found);
}

const Item *QueuedRows::next(qint64 position) const
{
    return behind(m_rows, position);
}

const Item *QueuedRows::next(qint64 position, const IsPassedOver &isPassedOver) const
{
    const Item *first = nullptr;
    for (const auto &[hosts, rows] : m_byHosts) {
        const Item *candidate = isPassedOver(hosts) ? nullptr : behind(rows, position);
        if (candidate && (!first || candidate->position < first->position))
            first = candidate;
    }
    return first;
}

} // namespace queue
